package alike.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.augment.ViewBatches;
import alike.augment.ViewGroup;
import alike.data.ImagePairs;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.Clip;
import alike.loss.Dino;
import alike.method.DinoMethod;
import alike.method.Learner;
import alike.method.Method;
import alike.method.SwavMethod;
import alike.method.TwoTower;
import alike.method.Views;
import alike.model.ConvNet;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import alike.model.Network;
import alike.optimize.AdamW;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Views of several sizes, and of both sides of pairs, on their way to a method. */
class GroupedFeedTest {

  private static final Augment CROPS = Augment.swav(12);
  private static final MlpHead HEAD = MlpHead.widths(9, 5).withHidden(Hidden.BIAS_NORM);
  private static final Method SWAV = SwavMethod.prototypes(6).withHead(HEAD).withQueue(40);
  private static final Method DINO = DinoMethod.loss(Dino.standard()).withHead(HEAD).withOutputs(7);

  private static Recipe recipe(Method method) {
    return Pretrain.with(method)
        .encoder(ConvNet.widths(4, 8))
        .augment(CROPS)
        .optimizer(AdamW.rate(1e-3))
        .epochs(2)
        .batch(16)
        .seed(3)
        .recipe();
  }

  @OnBothEngines
  void views_of_one_size_come_together_from_threads_and_device(Backend backend) {
    var plan = ViewBatches.shuffled(Small.IMAGES.size(), 16, 3, 1);
    try (var threads = Feed.onThreads(recipe(SWAV), Small.IMAGES, CROPS);
        var device = Feed.onDevice(recipe(SWAV), Small.IMAGES, CROPS, backend)) {
      for (var feed : List.of(threads, device)) {
        try (var portion = feed.epoch(1, plan).iterator().next();
            var manager = backend.open()) {
          var crops = portion.crops(manager);

          int local = CROPS.size(2);
          assertThat(portion.groups())
              .containsExactly(new ViewGroup(12, 0, 2), new ViewGroup(local, 2, 6));
          assertThat(crops).hasSize(2);
          assertThat(crops.get(0).count()).isEqualTo(2);
          assertThat(crops.get(0).images().getShape()).isEqualTo(new Shape(32, 1, 12, 12));
          assertThat(crops.get(1).count()).isEqualTo(6);
          assertThat(crops.get(1).images().getShape()).isEqualTo(new Shape(96, 1, local, local));
          assertThat(local).isLessThan(12);
        }
      }
    }
  }

  @OnBothEngines
  void methods_with_small_views_train_and_leave_nothing(Backend backend) {
    for (var method : List.of(SWAV, DINO)) {
      int before = Census.of(backend);
      try (var run = new Training(recipe(method), Small.IMAGES, backend).run()) {
        assertThat(Small.losses(run)).hasSize(8).doesNotContain(Double.NaN);
      }
      assertThat(Census.of(backend)).as(method.toString()).isEqualTo(before);
    }
  }

  @OnBothEngines
  void both_sides_of_pairs_come_in_one_order(Backend backend) {
    Engines.use(backend.name());
    var pairs = ImagePairs.of(Small.IMAGES, TinyImages.colour(64, 10, 1));
    var plan = ViewBatches.shuffled(64, 16, 3, 0);
    var one = recipe(TwoTower.loss(Clip.standard()));
    var second = Augment.simClr(10);
    try (var feed =
            new PairedFeed(
                Feed.onThreads(one, pairs.first(), Augment.simClr(12)),
                Feed.onThreads(one, pairs.second(), second));
        var alone = Feed.onThreads(one, pairs.second(), second);
        var portion = feed.epoch(0, plan).iterator().next();
        var other = alone.epoch(0, plan).iterator().next();
        var manager = backend.open()) {
      var crops = portion.crops(manager);

      assertThat(portion.indices()).isEqualTo(plan.get(0));
      assertThat(crops.get(0).images().getShape()).isEqualTo(new Shape(16, 1, 12, 12));
      assertThat(crops.get(1).images().getShape()).isEqualTo(new Shape(16, 3, 10, 10));
      assertThat(crops.get(1).images().toFloatArray())
          .containsExactly(other.crops(manager).get(0).images().toFloatArray());
    }
  }

  /** Two towers of which the views are looked at. */
  private record Watched(TwoTower towers, List<Boolean> same) implements Method {

    @Override
    public int views() {
      return towers.views();
    }

    @Override
    public Optional<Augment> augmentOfSecond(ImageSet images) {
      return towers.augmentOfSecond(images);
    }

    @Override
    public Learner start(Start start) {
      var learner = towers.start(start);
      return new Learner() {
        @Override
        public Network encoder() {
          return learner.encoder();
        }

        @Override
        public Optional<Network> second() {
          return learner.second();
        }

        @Override
        public Map<String, Network> networks() {
          return learner.networks();
        }

        @Override
        public NDArray loss(Views views) {
          float[] one = views.crops().get(0).images().toFloatArray();
          same.add(Arrays.equals(one, views.crops().get(1).images().toFloatArray()));
          return learner.loss(views);
        }

        @Override
        public void close() {
          learner.close();
        }
      };
    }
  }

  @OnBothEngines
  void equal_sides_get_views_of_their_own(Backend backend) {
    Engines.use(backend.name());
    var watched =
        new Watched(TwoTower.loss(Clip.standard()).withHead(MlpHead.widths(5)), new ArrayList<>());
    var pretrain = Pretrain.with(watched).encoder(ConvNet.widths(4, 8)).epochs(2).batch(16);
    int before = Census.of(backend);

    try (var run = pretrain.fit(ImagePairs.of(Small.IMAGES, Small.IMAGES))) {
      assertThat(Small.losses(run)).hasSize(8);
      assertThat(watched.same()).hasSize(8).containsOnly(false);
      assertThat(run.second().embed(Small.IMAGES).width()).isEqualTo(5);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }
}
