package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InvertTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Invert(probability);
  }

  @Test
  void black_becomes_white() {
    var image = Planes.of(1, 1, 3, 0, 0.3f, 1);

    new Inverted().apply(image);

    assertThat(image.values()).containsExactly(new float[] {1, 0.7f, 0}, within(1e-6f));
  }
}
