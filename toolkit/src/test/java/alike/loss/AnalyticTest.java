package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Graded;
import alike.engine.OnBothEngines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** All forms of a loss over pairs are the same loss. */
class AnalyticTest {

  private static final double[] TEMPERATURES = {0.01, 0.07, 0.5};
  private static final int[] TILES = {Tiling.AUTOMATIC, 33, 100_000}; // fused … whole

  /** Shapes around the edges of tiles and vectors. */
  private static List<Sample> samples() {
    int[][] shapes = {
      {2, 2, 1},
      {2, 2, 3},
      {2, 5, 2},
      {3, 7, 5},
      {2, 31, 17},
      {2, 32, 32},
      {2, 33, 64},
      {4, 16, 65},
      {2, 100, 130},
      {1, 129, 31},
      {2, 300, 20}
    };
    var samples = new ArrayList<Sample>();
    for (var shape : shapes) {
      samples.add(Sample.random(shape[0], shape[1], shape[2], 7).withLabels(labels(shape[1])));
    }
    return samples;
  }

  private static int[] labels(int images) {
    var labels = new int[images];
    Arrays.setAll(labels, image -> image % Math.max(1, Math.min(10, images / 2)));
    return labels;
  }

  private static Sample unlabelled(Sample sample) {
    return new Sample(
        sample.views(), sample.images(), sample.width(), sample.numbers(), new int[0]);
  }

  private static void equalsLoops(Backend backend, Sample sample, SupCon loss, int tile) {
    boolean inside = loss.placement() == SupCon.Placement.IN;
    var exact = Exact.supCon(sample.rows(), sample.rowClasses(), loss.temperature(), inside);
    var graded = sample.graded(backend, loss.tile(tile));

    var what = "%s of %s in tiles of %d".formatted(loss, Arrays.toString(sample.labels()), tile);
    double allowed = 1e-5 * Math.max(1, Math.abs(exact.value()));
    assertThat(graded.value()).as(what).isCloseTo(exact.value(), within(allowed));
    assertGradient(graded.gradient(), exact.gradient(), loss.temperature(), sample, what);
  }

  /**
   * Checks a gradient to 1e-5 of its largest number; where the loss has nearly vanished, of what an
   * anchor pulls before it is learned.
   */
  private static void assertGradient(
      float[] gradient, double[] expected, double temperature, Sample sample, String what) {
    double anchor = 1 / (temperature * sample.views() * sample.images());
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double allowed = 1e-5 * Math.max(largest, anchor);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(gradient[i] - expected[i]) <= allowed)) {
        assertThat((double) gradient[i])
            .as("number %d of the gradient of %s", i, what)
            .isCloseTo(expected[i], within(allowed));
      }
    }
  }

  @OnBothEngines
  void every_form_equals_loops_for_shapes_around_tiles_and_vectors(Backend backend) {
    for (var sample : samples()) {
      for (double temperature : TEMPERATURES) {
        for (int tile : sample.images() > 9 ? new int[] {0, 64} : new int[] {0, 1, 3, 100_000}) {
          var loss = SupCon.temperature(temperature);
          equalsLoops(backend, sample, loss, tile);
          equalsLoops(backend, sample, loss.inside(), tile);
          if (sample.views() > 1) {
            equalsLoops(backend, unlabelled(sample), loss, tile);
          }
        }
      }
    }
  }

  @OnBothEngines
  void every_form_equals_loops_for_rows_that_are_hard(Backend backend) {
    var sample = Sample.random(2, 40, 9, 3).withLabels(labels(40));
    var singletons = Sample.random(1, 90, 5, 4).map(Math::abs);
    var labels = new int[90];
    Arrays.setAll(labels, image -> image < 30 ? 7 : 100 + image);
    var hard =
        List.of(
            sample.scaled(row -> row % 7 == 1 ? 0 : 1), // zeros
            sample.reordered(view -> 0, image -> image / 4 * 4), // duplicates
            sample.scaled(row -> row % 2 == 0 ? 1e20 : 1e-20),
            sample.withLabels(new int[40]), // one class
            singletons.withLabels(labels));
    for (var each : hard) {
      for (double temperature : TEMPERATURES) {
        for (int tile : TILES) {
          assertFinite(backend, each, SupCon.temperature(temperature).tile(tile));
          var usual = each.scaled(row -> 1 / Math.max(1e-25, largest(each, row)));
          equalsLoops(backend, usual, SupCon.temperature(temperature), tile);
          equalsLoops(backend, usual, SupCon.temperature(temperature).inside(), tile);
          Loops.close(
              each.value(backend, SupCon.temperature(temperature).tile(tile)),
              usual.value(backend, SupCon.temperature(temperature).tile(tile)),
              "value at any length");
        }
      }
    }
  }

  private static double largest(Sample sample, int row) {
    double largest = 0;
    for (int k = row * sample.width(); k < (row + 1) * sample.width(); k++) {
      largest = Math.max(largest, Math.abs(sample.numbers()[k]));
    }
    return largest;
  }

  private static void assertFinite(Backend backend, Sample sample, Loss loss) {
    var graded = sample.graded(backend, loss);
    assertThat(graded.value()).isFinite();
    for (float number : graded.gradient()) {
      assertThat(number).as(loss.toString()).isFinite();
    }
  }

  @OnBothEngines
  void opposite_partners_cost_two_over_the_temperature(Backend backend) {
    // each view's partner points the other way, the other image at right angles
    var sample = new Sample(2, 2, 2, new float[] {1, 0, 0, 1, -2, 0, 0, -3}, new int[0]);

    for (int tile : TILES) {
      double loss = sample.value(backend, NtXent.temperature(0.01).tile(tile));

      assertThat(loss).isCloseTo(100 + Math.log(2), within(1e-4)); // 2 of cosine 0, 1 of −1
    }
    var pairs = new Sample(2, 1, 2, new float[] {1, 0, -1, 0}, new int[0]);
    var three = Sample.random(1, 3, 2, 1).withLabels(0, 0, 1);
    var same = new Sample(1, 3, 2, new float[] {1, 0, -1, 0, 1, 0}, three.labels());
    for (int tile : TILES) {
      assertThat(pairs.value(backend, SupCon.temperature(0.01).tile(tile)))
          .isCloseTo(0, within(1e-4));
      // the first row: 200 away from its partner, beside a stranger; the second: as far from both
      assertThat(same.value(backend, SupCon.temperature(0.01).tile(tile)))
          .isCloseTo((200 + Math.log(2)) / 2, within(1e-3));
      assertThat(same.value(backend, SupCon.temperature(0.01).inside().tile(tile)))
          .isCloseTo((200 + Math.log(2)) / 2, within(1e-3));
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void every_form_of_the_other_settings_equals_the_plain_one(Backend backend, int seed) {
    var sample = Sample.random(2, 70, 11, seed).withLabels(labels(70));
    var single = Sample.random(1, 70, 11, seed).withLabels(labels(70));
    for (var loss : List.of(SupCon.temperature(0.2), SupCon.temperature(0.01).inside())) {
      for (int tile : new int[] {0, 17, 64}) {
        var oneView = loss.withAnchors(SupCon.AnchorViews.ONE_VIEW).withBaseTemperature(0.07);
        var all = loss.withReduction(SupCon.Reduction.ALL_ANCHORS);

        same(backend, sample, 100, oneView.tile(tile), oneView::plain);
        same(backend, single, 100, all.tile(tile), all::plain);
        same(backend, sample, 100, weighted(loss.tile(tile)), weighted(loss::plain));
        var ntXent = NtXent.temperature(0.3);
        same(backend, sample, 3, weighted(ntXent.tile(tile)), weighted(ntXent::plain));
      }
    }
  }

  private static Loss weighted(Loss loss) {
    return batch -> {
      var weights = new float[batch.images()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (i + 1) % 5; // among them 0
      }
      return loss.of(batch.with(Role.WEIGHTS, batch.views().getManager().create(weights)));
    };
  }

  /** Checks that a loss has the value and the gradient of another form of it. */
  private static void same(Backend backend, Sample sample, double scale, Loss loss, Loss plain) {
    double anchor = scale / (sample.views() * sample.images());
    same(sample.graded(backend, loss), sample.graded(backend, plain), anchor, loss.toString());
  }

  private static void same(Graded graded, Graded plain, double anchor, String what) {
    Loops.close(graded.value(), plain.value(), what);
    double largest = anchor;
    for (float number : plain.gradient()) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < plain.gradient().length; i++) {
      assertThat(graded.gradient()[i])
          .as("number %d of the gradient of %s", i, what)
          .isCloseTo(plain.gradient()[i], within((float) (2e-5 * largest)));
    }
  }

  @OnBothEngines(seeds = {1, 2})
  void every_form_of_clip_equals_the_plain_one(Backend backend, int seed) {
    for (int images : new int[] {2, 5, 64, 65, 130}) {
      var sample = Sample.random(2, images, 12, seed);
      for (double scale : new double[] {2, 1 / 0.07, 100}) {
        for (int tile : new int[] {0, 1, 33}) {
          var loss = Clip.scale(scale);

          same(backend, sample, scale, loss.tile(tile), loss::plain);
          same(backend, sample, scale, weighted(loss.tile(tile)), weighted(loss::plain));
          same(
              byLogScale(backend, sample, scale, Clip.standard().tile(tile)),
              byLogScale(backend, sample, scale, Clip.standard()::plain),
              scale,
              "CLIP by the logarithm of its scale");
        }
      }
    }
  }

  private static Graded byLogScale(Backend backend, Sample sample, double scale, Loss loss) {
    return Graded.of(
        backend,
        new float[] {(float) Math.log(scale)},
        new Shape(),
        log -> {
          var shape = new Shape(2, sample.images(), sample.width());
          NDArray towers = log.getManager().create(sample.numbers(), shape);
          return loss.of(Batch.of(towers).with(Role.LOG_SCALE, log));
        });
  }

  @OnBothEngines(seeds = {1, 2})
  void every_form_of_the_queue_loss_equals_the_plain_one(Backend backend, int seed) {
    IntFunction<UnaryOperator<Batch>> queue =
        size ->
            batch -> {
              var manager = batch.views().getManager();
              var targets = Sample.random(batch.viewCount(), batch.images(), 13, seed + 50);
              var bank = Sample.random(1, size, 13, seed + 60);
              return batch
                  .with(Role.TARGETS, manager.create(targets.numbers(), batch.views().getShape()))
                  .with(Role.BANK, manager.create(bank.numbers(), new Shape(size, 13)));
            };
    for (int size : new int[] {1, 63, 200}) {
      for (int images : new int[] {1, 66}) {
        for (double temperature : TEMPERATURES) {
          for (int tile : new int[] {0, 1, 33}) {
            var sample = Sample.random(2, images, 13, seed);
            var loss = InfoNceQueue.temperature(temperature);
            Loss tiled = batch -> loss.tile(tile).of(queue.apply(size).apply(batch));
            Loss plain = batch -> loss.plain(queue.apply(size).apply(batch));

            same(backend, sample, 1 / temperature, tiled, plain);
            same(backend, sample, 1 / temperature, weighted(tiled), weighted(plain));
          }
        }
      }
    }
  }

  @OnBothEngines
  void a_number_that_is_none_makes_the_loss_none(Backend backend) {
    var sample = Sample.random(2, 40, 5, 1);
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      var spoilt = sample.numbers().clone();
      spoilt[77] = wrong;
      var broken = new Sample(2, 40, 5, spoilt, new int[0]);
      for (double temperature : TEMPERATURES) {
        for (int tile : TILES) {
          var loss = NtXent.temperature(temperature).tile(tile);

          assertThat(broken.value(backend, loss)).as("%s of %s", loss, wrong).isNaN();
        }
      }
    }
  }

  @OnBothEngines
  void a_gradient_is_computed_only_where_operations_are_recorded(Backend backend) {
    var lengths = new ArrayList<Integer>();
    var spy = new Analytic(pairs -> lengths.add(pairs.left.gradient().length));
    var picks = Picks.partners(2, new double[] {0.25, 0.25, 0.25, 0.25});
    try (var manager = backend.open()) {
      NDArray views = manager.create(new Shape(2, 2, 3));
      views.setRequiresGradient(true);

      NDArray unused = backend.evaluating(() -> spy.within(views, picks, 1));
      try (var tape = backend.record()) {
        tape.backward(spy.within(views, picks, 1));
      }

      assertThat(unused.getShape()).isEqualTo(new Shape());
      assertThat(lengths).first().isEqualTo(0);
      assertThat(lengths).last().isNotEqualTo(0);
    }
  }

  @OnBothEngines
  void nothing_is_left_with_the_owner_of_what_a_batch_was_lent(Backend backend) {
    for (int tile : new int[] {0, 3, 100}) {
      try (var owner = backend.open()) {
        NDArray log = owner.create(1f);
        log.setRequiresGradient(true);
        NDArray bank = owner.create(Sample.random(1, 6, 3, 1).numbers(), new Shape(6, 3));
        NDArray targets = owner.create(Sample.random(2, 4, 3, 2).numbers(), new Shape(2, 4, 3));
        int before = Census.of(backend);

        try (var manager = backend.open();
            var tape = backend.record()) {
          NDArray views = manager.create(Sample.random(2, 4, 3, 3).numbers(), new Shape(2, 4, 3));
          views.setRequiresGradient(true);
          var batch =
              Batch.of(views)
                  .with(Role.LOG_SCALE, log)
                  .with(Role.BANK, bank)
                  .with(Role.TARGETS, targets);
          var clip = Clip.standard().tile(tile);
          tape.backward(clip.plus(InfoNceQueue.standard().tile(tile)).of(batch));
        }

        assertThat(Census.of(backend)).as("arrays, tile %d", tile).isEqualTo(before);
      }
    }
  }
}
