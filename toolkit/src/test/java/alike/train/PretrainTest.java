package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.augment.Augment;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.NtXent;
import alike.method.SimClr;
import alike.model.ConvNet;
import alike.optimize.Sgd;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainTest {

  @Test
  void every_setting_returns_a_copy_and_leaves_the_original() {
    var pretrain = Small.pretrain();
    String before = pretrain.toString();

    var changed =
        pretrain
            .encoder(ConvNet.small())
            .augment(Augment.simClr(12))
            .optimizer(Sgd.rate(0.1))
            .epochs(9)
            .batch(8)
            .seed(1)
            .monitor(encoder -> Map.of());

    assertThat(pretrain).hasToString(before);
    assertThat(changed.toString())
        .contains("ConvNet.small()", "Sgd.rate(0.1)", ".epochs(9).batch(8).seed(1)", ".augment(");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Small.pretrain())
        .hasToString(
            """
            Pretrain.with(SimClr.loss(NtXent.temperature(0.5)).withHead(Projection.plain(8)))
                .encoder(ConvNet.widths(4, 8))
                .optimizer(AdamW.rate(0.001).schedule(Cosine.warmup(0.1)))
                .epochs(2).batch(16).seed(3)"""
                .replace("\n", System.lineSeparator()));
  }

  @Test
  void settings_out_of_range_are_refused_at_once() {
    assertThatThrownBy(() -> Small.pretrain().epochs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("epochs", "1 or more", "0");
    assertThatThrownBy(() -> Small.pretrain().batch(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("batch", "2 or more", "1");
  }

  @OnBothEngines
  void a_batch_larger_than_the_data_is_refused_before_anything_is_made(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);

    assertThatThrownBy(() -> Small.pretrain().batch(65).fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("batch is 65", "only 64 images");
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void an_encoder_that_does_not_fit_the_images_is_refused_before_the_first_step(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    var pretrain = Small.pretrain().encoder(ConvNet.widths(4, 4, 4, 4, 4).withGrid(3));

    assertThatThrownBy(() -> pretrain.fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("does not fit", "(1, 1, 12, 12)");
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void a_training_stays_on_the_engine_that_it_was_started_on(Backend backend) {
    Engines.use(backend.name());
    String other = backend.name().equals("MXNet") ? "PyTorch" : "MXNet";

    try (var run = Small.pretrain().listener(progress -> Engines.use(other)).fit(Small.IMAGES)) {
      assertThat(run.encoder().backend()).isSameAs(backend);
      assertThat(run.encoder().embed(Small.IMAGES).size()).isEqualTo(64);
    }
  }

  @OnBothEngines
  void the_defaults_train_colour_images_too(Backend backend) {
    Engines.use(backend.name());
    var images = TinyImages.colour(16, 16, 4);

    try (var run =
        Pretrain.with(SimClr.loss(NtXent.temperature(0.5))).epochs(1).batch(8).fit(images)) {
      assertThat(run.progress().step()).isEqualTo(2);
      assertThat(run.encoder().width()).isEqualTo(512);
    }
  }

  @Test
  void views_that_do_not_fit_the_images_are_refused_before_anything_is_shown() {
    var heard = new java.util.ArrayList<Progress>();
    var pretrain = Small.pretrain().augment(Augment.simClr(32)).listener(heard::add);

    assertThatThrownBy(() -> pretrain.fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channels");
    assertThat(heard).isEmpty();
  }
}
