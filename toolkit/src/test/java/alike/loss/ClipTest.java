package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClipTest implements ContrastiveContract {

  @Override
  public Loss at(double temperature) {
    return Clip.scale(1 / temperature);
  }

  @Override
  public double plain(double[][] rows, int[] classes, double temperature) {
    int images = rows.length / 2;
    double[][] cosines = Oracle.cosines(Oracle.view(rows, 0, images), Oracle.view(rows, 1, images));
    double sum = 0;
    for (int i = 0; i < images; i++) {
      double row = 0;
      double column = 0;
      for (int j = 0; j < images; j++) {
        row += Math.exp((cosines[i][j] - cosines[i][i]) / temperature);
        column += Math.exp((cosines[j][i] - cosines[i][i]) / temperature);
      }
      sum += (Math.log(row) + Math.log(column)) / 2;
    }
    return sum / images;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 6, seed);
  }

  /** Returns the loss, and its gradient by the logarithm of the scale, at a logarithm. */
  private Graded byLogScale(Backend backend, Loss loss, double log) {
    return Graded.of(
        backend,
        new float[] {(float) log},
        new Shape(),
        scale ->
            loss.of(
                Batch.of(scale.getManager().create(sample(1).numbers(), new Shape(2, 5, 6)))
                    .with(Role.LOG_SCALE, scale)));
  }

  @OnBothEngines
  void a_learned_scale_is_the_exponential_of_its_logarithm(Backend backend) {
    var graded = byLogScale(backend, Clip.standard(), Math.log(8));

    Loops.close(graded.value(), plain(sample(1).rows(), new int[0], 1 / 8.0), "value");
    double above = plain(sample(1).rows(), new int[0], Math.exp(-Math.log(8) - 1e-5));
    double below = plain(sample(1).rows(), new int[0], Math.exp(-Math.log(8) + 1e-5));
    assertThat((double) graded.gradient()[0]).isCloseTo((above - below) / 2e-5, within(1e-4));
  }

  @OnBothEngines
  void a_learned_scale_ends_at_the_limit_and_finds_back(Backend backend) {
    var at = byLogScale(backend, Clip.standard().withLimit(20), Math.log(20));

    var beyond = byLogScale(backend, Clip.standard().withLimit(20), 9);

    Loops.close(beyond.value(), plain(sample(1).rows(), new int[0], 1 / 20.0), "value");
    Loops.close(beyond.gradient()[0], at.gradient()[0], "gradient by the logarithm");
    assertThat(beyond.gradient()[0]).isNotZero();
  }

  @OnBothEngines(seeds = {1, 2})
  void is_symmetric_info_nce(Backend backend, int seed) {
    double loss = sample(seed).value(backend, Clip.scale(10));

    var infoNce = InfoNce.temperature(0.1).symmetric();
    Loops.close(loss, sample(seed).value(backend, infoNce), "loss");
  }

  @OnBothEngines
  void is_ln_of_the_images_when_all_embeddings_are_equal(Backend backend) {
    double loss = sample(1).map(number -> 2).value(backend, Clip.scale(100));

    assertThat(loss).isCloseTo(Math.log(5), within(1e-5));
  }

  @OnBothEngines
  void what_is_missing_is_named(Backend backend) {
    assertThatThrownBy(() -> sample(1).value(backend, Clip.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("CLIP", "LOG_SCALE");
    assertThatThrownBy(() -> Sample.random(3, 4, 3, 1).value(backend, Clip.scale(10)))
        .hasMessageContainingAll("2 views", "got 3 of 4", "two towers");
  }

  @Test
  void says_what_it_learns() {
    assertThat(Clip.scale(10).learned(8)).isEmpty();
    assertThat(Clip.standard().learned(8))
        .containsExactly(Learned.number(Role.LOG_SCALE, Math.log(1 / 0.07)));
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Clip.scale(0)).hasMessageContaining("scale");
    assertThatThrownBy(() -> Clip.standard().withScale(101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("101", "limit 100", "Start lower");
    assertThatThrownBy(() -> Clip.standard().withLimit(-1)).hasMessageContaining("limit");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Clip.scale(10)).hasToString("Clip.scale(10.0)");
    assertThat(Clip.scale(10).withLimit(50)).hasToString("Clip.scale(10.0).withLimit(50.0)");
    assertThat(Clip.standard()).hasToString("Clip.standard()");
    assertThat(Clip.standard().withScale(20)).hasToString("Clip.standard().withScale(20.0)");
  }

  @Nested
  class InTiles extends Otherwise {
    InTiles() {
      super(3);
    }
  }

  @Nested
  class Whole extends Otherwise {
    Whole() {
      super(1000);
    }
  }

  /** The same in a form that is not the automatic one. */
  abstract class Otherwise implements ContrastiveContract {
    private final int tile;

    Otherwise(int tile) {
      this.tile = tile;
    }

    @Override
    public Loss at(double temperature) {
      return Clip.scale(1 / temperature).tile(tile);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return ClipTest.this.plain(rows, classes, temperature);
    }

    @Override
    public Sample sample(int seed) {
      return ClipTest.this.sample(seed);
    }
  }
}
