package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.evaluate.Collapse;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.Encoder;
import alike.optimize.AdamW;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CollapseAlarmTest {

  /** Makes the same representation of every image. */
  private static final Architecture CONSTANT =
      new Architecture() {
        @Override
        public Block create() {
          return new SequentialBlock()
              .add(Blocks.batchFlattenBlock())
              .add(Linear.builder().setUnits(16).build());
        }

        @Override
        public void prepare(Block block, RandomGenerator random) {
          block.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
          block.setInitializer(Initializer.ONES, Parameter.Type.BIAS);
        }
      };

  @OnBothEngines
  void figures_are_those_of_the_evaluation(Backend backend) {
    Engines.use(backend.name());
    try (var encoder = Encoder.random(ConvNet.widths(4, 8).withGrid(2), Small.IMAGES, 1)) {
      var found = CollapseAlarm.on(Small.IMAGES).measure(encoder);
      var expected = Collapse.on(Small.IMAGES).measure(encoder);

      assertThat(found.get("sample spread")).isCloseTo(expected.get("spread"), within(1e-6));
      assertThat(found.get("sample rank")).isCloseTo(expected.get("rank"), within(1e-3));
    }
  }

  @OnBothEngines
  void a_collapse_is_told_once_it_shows_and_a_healthy_run_is_quiet(Backend backend) {
    Engines.use(backend.name());
    var collapsing = Small.pretrain().encoder(CONSTANT).optimizer(AdamW.rate(1e-9));

    try (var run = collapsing.fit(Small.IMAGES)) {
      assertThat(run.last("sample spread").orElseThrow()).isLessThan(0.03);
      assertThat(run.progress().note())
          .contains("Lower the learning rate")
          .containsOnlyOnce("may have collapsed");
    }
    try (var run = Small.pretrain().fit(Small.IMAGES)) {
      assertThat(run.series().series("sample spread").size()).isEqualTo(2);
      assertThat(run.last("sample spread").orElseThrow()).isGreaterThan(0.05);
      assertThat(run.progress().note()).isEmpty();
      assertThat(run.toString()).doesNotContain("sample");
    }
  }

  @Test
  void a_warning_goes_to_the_text_too() {
    var metrics = new Metrics();
    metrics.add("sample spread", 4, 0.01);
    metrics.add("sample rank", 4, 3);
    var warning = CollapseAlarm.on(Small.IMAGES).warning(metrics).orElseThrow();
    var bytes = new ByteArrayOutputStream();

    new TextProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .on(new Progress("r", "t", Progress.State.TRAINING, 1, 2, 4, 8, 1, 1, 1, metrics, warning));

    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("may have collapsed", "0.010");
  }
}
