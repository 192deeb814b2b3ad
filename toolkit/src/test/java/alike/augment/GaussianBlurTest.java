package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianBlurTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new GaussianBlur(5, 0.3, 2, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void sigmas_are_even_in_their_range_and_the_same_in_both_directions(long seed) {
    var draws = Draws.of(new GaussianBlur(9, 0.1, 2, 1), Blurred.class, seed);

    Draws.areEven(draws.stream().mapToDouble(Blurred::sigmaX).toArray(), 0.1, 2);
    assertThat(draws).allMatch(blur -> blur.sigmaX() == blur.sigmaY() && blur.kernelX() == 9);
  }

  @Test
  void a_point_becomes_the_bell_itself() {
    var image = TestImages.flat(1, 9, 9, 0);
    image.values()[4 * 9 + 4] = 1;

    new Blurred(7, 5, 1.3, 0.7).apply(image);

    for (int i = 0; i < 81; i++) {
      float expected = (float) (bell(i % 9 - 4, 3, 1.3) * bell(i / 9 - 4, 2, 0.7));
      assertThat(image.values()[i]).isCloseTo(expected, within(1e-6f));
    }
  }

  private static double bell(int distance, int reach, double sigma) {
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      sum += Math.exp(-i * i / (2 * sigma * sigma));
    }
    return Math.abs(distance) > reach
        ? 0
        : Math.exp(-distance * distance / (2 * sigma * sigma)) / sum;
  }
}
