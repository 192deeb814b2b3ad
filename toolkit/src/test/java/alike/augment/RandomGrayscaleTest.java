package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomGrayscaleTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new RandomGrayscale(probability);
  }

  @Test
  void green_is_brightest_and_blue_darkest() {
    var image = Planes.of(3, 1, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1);

    new Greyed().apply(image);

    for (int i = 0; i < 9; i++) {
      float expected = new float[] {0.2989f, 0.587f, 0.114f}[i % 3];
      assertThat(image.values()[i]).isCloseTo(expected, within(1e-6f));
    }
  }
}
