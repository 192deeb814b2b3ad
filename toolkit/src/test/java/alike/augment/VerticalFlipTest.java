package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerticalFlipTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new VerticalFlip(probability);
  }

  @Test
  void the_first_row_becomes_the_last() {
    var image = Planes.of(1, 3, 2, 1, 2, 3, 4, 5, 6);

    new Flipped(Flipped.Direction.UP_DOWN).apply(image);

    assertThat(image.values()).containsExactly(5, 6, 3, 4, 1, 2);
  }
}
