package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.augment.Pipeline;
import alike.augment.Rotate;
import alike.augment.ViewBatches;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.engine.Pretended;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final Pipeline AUGMENT = Augment.simClr(12);

  private final Recipe recipe = Small.pretrain().augment(AUGMENT).recipe();

  @OnBothEngines
  void both_feeds_bring_the_same_views_of_the_same_images(Backend backend) {
    var plan = ViewBatches.shuffled(Small.IMAGES.size(), 16, 3, 1);
    try (var threads = Feed.onThreads(recipe, Small.IMAGES, AUGMENT);
        var device = Feed.onDevice(recipe, Small.IMAGES, AUGMENT, backend)) {
      var others = device.epoch(1, plan).iterator();
      int portions = 0;
      for (var portion : threads.epoch(1, plan)) {
        try (portion;
            var other = others.next();
            var manager = backend.open()) {
          assertThat(other.indices()).isEqualTo(portion.indices());
          assertThat(other.views()).isEqualTo(portion.views());
          NDArray expected = portion.pixels(manager, 3, 29);
          NDArray found = other.pixels(manager, 3, 29);
          assertThat(found.getShape()).isEqualTo(new Shape(26, 1, 12, 12));
          assertThat(expected.getShape()).isEqualTo(found.getShape());
          assertThat(found.sub(expected).abs().max().getFloat())
              .isLessThan((float) (2 / 255.0 / 0.3530));
          portions++;
        }
      }
      assertThat(portions).isEqualTo(4);
      assertThat(others.hasNext()).isFalse();
    }
  }

  @OnBothEngines
  void training_on_views_of_the_device_goes_the_same_way(Backend backend) {
    int before = Census.of(backend);

    goesTheSameWay(recipe, backend);
    goesTheSameWay(inParts(recipe, 12), backend);

    assertThat(Census.of(backend)).isEqualTo(before);
  }

  private static void goesTheSameWay(Recipe recipe, Backend backend) {
    var training = new Training(recipe, Small.IMAGES, backend);
    try (var feed = Feed.onDevice(recipe, Small.IMAGES, AUGMENT, backend);
        var plain = training.run();
        var run = training.run(feed)) {
      assertThat(Small.losses(run)).hasSize(8);
      assertThat(Small.losses(run)).containsExactly(Small.losses(plain), within(1e-3));
    }
  }

  private static Recipe inParts(Recipe recipe, int chunk) {
    var draft = new Recipe.Draft(recipe);
    draft.chunk = chunk;
    return draft.recipe();
  }

  @Test
  void views_are_made_on_a_gpu_when_they_can_be() {
    var cpu = Engines.backend("PyTorch");
    var gpu = new Pretended(cpu, Device.gpu());
    var rotated = Augment.simClr(12).with(new Rotate(9, 1));

    try (var feed = Feed.of(recipe, Small.IMAGES, AUGMENT, gpu)) {
      assertThat(feed).isInstanceOf(Feed.OnDevice.class);
    }
    try (var feed = Feed.of(recipe, Small.IMAGES, rotated, gpu)) {
      assertThat(feed).isInstanceOf(Feed.OnThreads.class);
    }
    try (var feed = Feed.of(recipe, Small.IMAGES, AUGMENT, cpu)) {
      assertThat(feed).isInstanceOf(Feed.OnThreads.class);
    }
  }
}
