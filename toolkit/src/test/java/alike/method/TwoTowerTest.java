package alike.method;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.data.ImagePairs;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.evaluate.Knn;
import alike.loss.Clip;
import alike.loss.SigLip;
import alike.model.ConvNet;
import alike.model.Embeddings;
import alike.model.MlpHead;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoTowerTest implements MethodContract {

  private static final TwoTower STANDARD = TwoTower.loss(Clip.standard());

  @Override
  public TwoTower small() {
    return STANDARD.withHead(MlpHead.widths(5)).second(ConvNet.widths(7));
  }

  @Override
  public Rehearsal.Source source() {
    return TwoTowerTest::sides;
  }

  /** Returns one grey view of each image and one colour view of its partner. */
  private static Views sides(NDManager manager, int count, Moment moment) {
    var first = Rehearsal.noise(manager, count, moment);
    var shape = new Shape(Rehearsal.BATCH, 3, Rehearsal.SIDE, Rehearsal.SIDE);
    var second = manager.create(Numbers.normal((int) shape.size(), 200 + moment.step()), shape);
    return new Views(
        List.of(first.crops().get(0), new Crops(second, 1)),
        first.indices(),
        first.labels(),
        moment,
        first.extras());
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(STANDARD.withHead(MlpHead.widths(32)), 10, 0.01);
  }

  /** Returns the same images in their negative, of one more colour. */
  private static ImageSet negative(ImageSet images) {
    int length = images.height() * images.width();
    var pixels = new byte[images.size() * length * 3];
    var image = new byte[length];
    for (int i = 0; i < images.size(); i++) {
      images.copy(i, image, 0);
      for (int p = 0; p < 3 * length; p++) {
        pixels[i * 3 * length + p] = (byte) (255 - (image[p / 3] & 0xff));
      }
    }
    return ImageSet.of(
        "negative",
        images.height(),
        images.width(),
        3,
        pixels,
        images.labels(),
        images.classNames());
  }

  @Override
  @OnBothEngines
  public void learns_more_than_a_random_encoder_knows_and_does_not_collapse(Backend backend) {
    Engines.use(backend.name());
    int before = Census.of(backend);
    TrainTest data = Smoke.DATA;
    var pairs = ImagePairs.of(data.train(), negative(data.train()));
    try (var run = smoke().training().fit(pairs)) {
      double knn = Knn.on(data).score(run.encoder());
      var first = run.encoder().embed(data.test());
      var second = run.second().embed(negative(data.test()));

      assertThat(knn).isGreaterThan(0.6);
      // by chance 1 in 500
      assertThat(found(first, second)).as("partners found among 500").isGreaterThan(0.02);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  /** Returns the part of rows whose most similar row of the others is their partner. */
  private static double found(Embeddings rows, Embeddings others) {
    int right = 0;
    for (int i = 0; i < rows.size(); i++) {
      int best = 0;
      double most = -2;
      for (int j = 0; j < others.size(); j++) {
        double cosine = Numbers.cosine(row(rows, i), row(others, j));
        best = cosine > most ? j : best;
        most = Math.max(most, cosine);
      }
      right += best == i ? 1 : 0;
    }
    return (double) right / rows.size();
  }

  private static double[] row(Embeddings rows, int i) {
    var row = new double[rows.width()];
    for (int d = 0; d < row.length; d++) {
      row[d] = rows.get(i, d);
    }
    return row;
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_papers(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed, source())) {
      double[] before = training.steps(2);
      double scale = Math.exp(requireNonNull(training.values("loss").get("log_scale"))[0]);
      double[][] one = tower(training, "encoder", 0);
      double[][] other = tower(training, "second", 1);

      double expected = 0;
      for (int i = 0; i < 8; i++) {
        var along = new double[8];
        var across = new double[8];
        for (int j = 0; j < 8; j++) {
          along[j] = scale * Numbers.cosine(one[i], other[j]);
          across[j] = scale * Numbers.cosine(one[j], other[i]);
        }
        expected -= (Numbers.logSoftmax(along)[i] + Numbers.logSoftmax(across)[i]) / 16;
      }
      assertThat(training.step()).isCloseTo(expected, within(1e-4));
      assertThat(before).hasSize(2);
    }
  }

  private static double[][] tower(Rehearsal training, String name, int side) {
    var tower = training.network(name);
    return Numbers.rows(
        training.of(views -> tower.teach(views.crops().get(side).images())), tower.width());
  }

  @OnBothEngines
  void the_learned_scale_moves_and_is_set_back_to_its_limit(Backend backend) {
    var limited = TwoTower.loss(Clip.standard().withLimit(14.3)).withHead(MlpHead.widths(5));
    try (var training = Rehearsal.of(limited, backend, 1, source())) {
      double start = requireNonNull(training.values("loss").get("log_scale"))[0];
      var array = training.network("loss").trainable().get(0).getArray();
      double loss = training.step();
      assertThat((double) array.toFloatArray()[0]).isNotEqualTo(start);

      var unused = backend.evaluating(() -> array.addi(1));
      training.end();

      assertThat(loss).isFinite();
      assertThat((double) array.toFloatArray()[0]).isCloseTo(Math.log(14.3), within(1e-6));
      assertThat(unused).isSameAs(array);
    }
  }

  @OnBothEngines
  void images_alone_and_pairs_for_other_methods_are_refused(Backend backend) {
    Engines.use(backend.name());
    var images = Smoke.DATA.train();

    assertThatThrownBy(() -> smoke().training().fit(images))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("pairs of images", "ImagePairs.of");
    var other = new SimClrTest().smoke().training();
    assertThatThrownBy(() -> other.fit(ImagePairs.of(images, images)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("SimClr", "got pairs", "TwoTower");
    assertThatThrownBy(() -> ImagePairs.of(images, images.first(3)))
        .hasMessageContainingAll("same number", "no partner");
  }

  @OnBothEngines
  void takes_the_sigmoid_loss_too(Backend backend) {
    var method = TwoTower.loss(SigLip.standard()).withHead(MlpHead.widths(5));
    try (var training = Rehearsal.of(method, backend, 1, source())) {
      assertThat(training.steps(3)).doesNotContain(Double.NaN);
      assertThat(training.network("loss").trainable()).hasSize(2);
    }
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(STANDARD).hasToString("TwoTower.loss(Clip.standard())");
    assertThat(small())
        .hasToString(
            "TwoTower.loss(Clip.standard())"
                + ".withHead(MlpHead.widths(5)).second(ConvNet.widths(7))");
  }
}
