package alike.method;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.loss.SupCon;
import alike.model.ConvNet;
import alike.model.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodsTest {

  private static final int IMAGES = 4;
  private static final int SIDE = 8;
  private static final Projection HEAD = Projection.plain(6);

  private static Learner start(Method method, Backend backend) {
    var images = TinyImages.grey(IMAGES, SIDE, 1);
    var augment = Augment.simClr(SIDE);
    return method.start(new Method.Start(ConvNet.widths(3), backend, 5, images, augment, IMAGES));
  }

  private static float loss(Learner learner, int views, int... labels) {
    var backend = learner.encoder().backend();
    var random = new SplittableRandom(2);
    var pixels = new float[views * labels.length * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    try (var manager = backend.open();
        var scope = new NDScope();
        var tape = backend.record()) {
      scope.suppressNotUsedWarning();
      var shape = new Shape((long) views * labels.length, 1, SIDE, SIDE);
      var indices = IntStream.range(0, labels.length).toArray();
      var moment = new Moment(0, 1, 0, 1);
      NDArray loss =
          learner.loss(Views.of(manager.create(pixels, shape), views, indices, labels, moment));
      tape.backward(loss);
      return loss.getFloat();
    }
  }

  /** A loss that keeps what it was given. */
  private static Loss noting(List<String> seen) {
    return batch -> {
      seen.add(batch.toString());
      return batch.views().square().sum();
    };
  }

  @OnBothEngines
  void simclr_gives_its_loss_both_views_and_no_labels(Backend backend) {
    var seen = new ArrayList<String>();
    var method = SimClr.loss(noting(seen)).withHead(HEAD);
    try (var learner = start(method, backend);
        var encoder = learner.encoder()) {
      assertThat(loss(learner, method.views(), 0, 0, 1, 1)).isPositive();

      assertThat(seen).containsExactly("Batch[views=(2, 4, 6), labels=none]");
      assertThat(encoder.width()).isEqualTo(3);
    }
  }

  @OnBothEngines
  void supervised_contrastive_gives_its_loss_the_labels_too(Backend backend) {
    var seen = new ArrayList<String>();
    var method = SupConMethod.loss(noting(seen)).withHead(HEAD);
    try (var learner = start(method, backend);
        var encoder = learner.encoder()) {
      assertThat(loss(learner, method.views(), 0, 0, 1, 1)).isPositive();

      assertThat(seen).containsExactly("Batch[views=(2, 4, 6), labels=[0, 0, 1, 1]]");
      assertThat(encoder.width()).isEqualTo(3);
    }
  }

  @OnBothEngines
  void with_labels_all_different_both_methods_are_one(Backend backend) {
    var simClr = SimClr.loss(NtXent.temperature(0.5)).withHead(HEAD);
    var supervised = SupConMethod.loss(SupCon.temperature(0.5)).withHead(HEAD);
    try (var one = start(simClr, backend);
        var encoder = one.encoder();
        var other = start(supervised, backend);
        var otherEncoder = other.encoder()) {
      assertThat(loss(one, 2, 0, 1, 2, 3)).isEqualTo(loss(other, 2, 0, 1, 2, 3));
      assertThat(encoder.width()).isEqualTo(otherEncoder.width());
    }
  }

  @OnBothEngines
  void the_networks_are_encoder_then_head_and_both_get_gradients(Backend backend) {
    try (var learner = start(SimClr.loss(NtXent.temperature(0.5)), backend);
        var encoder = learner.encoder()) {
      float loss = loss(learner, 2, new int[IMAGES]);

      assertThat(learner.networks().keySet()).containsExactly("encoder", "head");
      assertThat(learner.networks()).containsEntry("encoder", encoder);
      assertThat(loss).isFinite();
      for (var network : learner.networks().values()) {
        var first = network.trainable().get(0);
        try (var gradient = first.getArray().getGradient()) {
          assertThat(gradient.toFloatArray()).as(first.getName()).doesNotContain(0f);
        }
      }
    }
  }

  @OnBothEngines
  void closing_ends_the_head_and_leaves_the_encoder(Backend backend) {
    int before = Census.of(backend);
    var learner = start(SimClr.loss(NtXent.temperature(0.5)), backend);
    int encoderOnly = before + learner.encoder().arrays().size();

    learner.close();
    assertThat(Census.of(backend)).isGreaterThanOrEqualTo(encoderOnly);
    assertThat(learner.encoder().trainable().get(0).getArray().toFloatArray()).isNotEmpty();
    learner.encoder().close();

    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @Test
  void each_prints_as_the_java_that_makes_it() {
    var simClr = SimClr.loss(NtXent.temperature(0.2));
    var supervised = SupConMethod.loss(SupCon.temperature(0.1));

    assertThat(simClr).hasToString("SimClr.loss(NtXent.temperature(0.2))");
    assertThat(simClr.withHead(Projection.plain(64)))
        .hasToString("SimClr.loss(NtXent.temperature(0.2)).withHead(Projection.plain(64))");
    assertThat(supervised).hasToString("SupConMethod.loss(SupCon.temperature(0.1))");
  }

  @Test
  void their_cards_name_loss_head_source_and_code() {
    var simClr = SimClr.loss(NtXent.temperature(0.2));
    var supervised = SupConMethod.loss(SupCon.temperature(0.1));

    assertThat(simClr.card().text())
        .contains("NtXent.temperature(0.2)", "Projection.simClr(128)", "2002.05709", "SimClr.loss");
    assertThat(supervised.card().text())
        .contains("SupCon.temperature(0.1)", "Projection.plain(128)", "2004.11362");
  }
}
