package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HorizontalFlipTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new HorizontalFlip(probability);
  }

  @Test
  void the_first_column_becomes_the_last() {
    var image = Planes.of(1, 2, 3, 1, 2, 3, 4, 5, 6);

    new Flipped(Flipped.Direction.LEFT_RIGHT).apply(image);

    assertThat(image.values()).containsExactly(3, 2, 1, 6, 5, 4);
  }
}
