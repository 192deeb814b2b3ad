package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ScoreMatchingTest {

  private static final int ROWS = 3;
  private static final int PIXELS = 8;

  private static float[] noise(int seed, int size) {
    var random = new SplittableRandom(seed);
    var values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static NDArray array(NDManager manager, float... values) {
    return manager.create(values, new Shape(ROWS, 2, 2, 2));
  }

  /** A network whose answer is known: each pixel times a number. */
  private static UnaryOperator<NDArray> times(double factor) {
    return x -> x.mul((float) factor);
  }

  @OnBothEngines
  void denoising_is_half_the_squared_distance_to_the_noise(Backend backend) {
    float[] clean = noise(1, ROWS * PIXELS);
    float[] epsilon = noise(2, ROWS * PIXELS);
    float[] levels = {0.1f, 0.5f, 1};
    double expected = 0;
    for (int i = 0; i < clean.length; i++) {
      double answer = -0.7 * (clean[i] + levels[i / PIXELS] * epsilon[i]);
      expected += 0.5 * (answer + epsilon[i]) * (answer + epsilon[i]) / ROWS;
    }

    try (var manager = backend.open()) {
      var sigma = manager.create(levels, new Shape(ROWS, 1, 1, 1));
      var signs = array(manager, new float[ROWS * PIXELS]);
      var loss =
          ScoreMatching.annealed(0.1)
              .loss(array(manager, clean), array(manager, epsilon), signs, sigma, times(-0.7));

      assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-4));
    }
  }

  @OnBothEngines
  void sliced_is_the_slope_along_the_signs_and_half_the_squared_length(Backend backend) {
    float[] clean = noise(3, ROWS * PIXELS);
    float[] epsilon = noise(4, ROWS * PIXELS);
    var signs = new float[ROWS * PIXELS];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = i % 3 == 0 ? -1 : 1;
    }
    double sigma = 0.2;
    // n(x) = x²: vᵀ∇(vᵀn) = Σ 2xv² = Σ 2x for signs, exactly so for central differences too
    double expected = 0;
    for (int i = 0; i < clean.length; i++) {
      double x = clean[i] + sigma * epsilon[i];
      expected += (sigma * 2 * x + 0.5 * Math.pow(x, 4)) / ROWS;
    }

    try (var manager = backend.open()) {
      var levels = manager.create(new float[] {0.2f, 0.2f, 0.2f}, new Shape(ROWS, 1, 1, 1));
      var loss =
          ScoreMatching.sliced(sigma)
              .loss(
                  array(manager, clean),
                  array(manager, epsilon),
                  array(manager, signs),
                  levels,
                  NDArray::square);

      assertThat((double) loss.getFloat()).isCloseTo(expected, within(1e-3));
    }
  }

  @Test
  void annealing_has_ten_levels_from_1_down_to_a_hundredth() {
    var annealed = ScoreMatching.annealed(0.1);

    assertThat(annealed.level(0)).isEqualTo(1);
    assertThat(annealed.level(9)).isCloseTo(0.01, within(1e-12));
    assertThat(annealed.level(4) / annealed.level(3))
        .isCloseTo(annealed.level(8) / annealed.level(7), within(1e-12));
    assertThat(ScoreMatching.denoising(0.3).level(5)).isEqualTo(0.3);
  }

  /** Every objective learns something, and noise lengthens the score. */
  @OnBothEngines
  void a_trained_score_beats_the_answer_0_and_is_longer_for_noise(Backend backend) {
    var images = FashionMnist.mini().train().first(512);
    var augment = Augment.simClr(14);
    var start = new Method.Start(ConvNet.small(), backend, 3, images, augment, 64);
    int before = Census.of(backend);
    for (var matching :
        new ScoreMatching[] {
          ScoreMatching.denoising(0.1), ScoreMatching.annealed(0.1), ScoreMatching.sliced(0.1)
        }) {
      try (var score = ScoreFunction.untrained(matching.epochs(16).rate(5e-3).width(8), start)) {
        double reached = score.learn(images, augment, 3);

        double most = matching.objective() == ScoreMatching.Objective.SLICED ? 0 : 0.9;
        assertThat(reached).as("%s", matching).isLessThan(most);
        assertThat(mean(score.norms(noisy(images), augment)))
            .as("%s", matching)
            .isGreaterThan(1.3 * mean(score.norms(images, augment)));
      }
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    return sum;
  }

  private static ImageSet noisy(ImageSet images) {
    var random = new SplittableRandom(5);
    int each = images.height() * images.width();
    var pixels = new byte[images.size() * each];
    for (int i = 0; i < images.size(); i++) {
      images.copy(i, pixels, i * each);
    }
    for (int i = 0; i < pixels.length; i++) {
      double value = (pixels[i] & 0xff) + 160 * random.nextGaussian();
      pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return ImageSet.of(
        "noisy", images.height(), images.width(), 1, pixels, images.labels(), images.classNames());
  }

  @Test
  void it_prints_as_the_java_that_makes_it() {
    assertThat(ScoreMatching.sliced(0.2).epochs(3))
        .hasToString("ScoreMatching.sliced(0.2).epochs(3)");
  }

  @Test
  void annealing_cannot_be_asked_outside_its_levels() {
    assertThatThrownBy(() -> ScoreMatching.annealed(2)).hasMessageContainingAll("sigma", "0.01");
  }
}
