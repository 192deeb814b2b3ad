package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;

class EncoderTest {

  private static final Architecture NET = ConvNet.widths(4, 8);

  private static float[] row(Embeddings embeddings, int row) {
    var numbers = new float[embeddings.width()];
    for (int column = 0; column < numbers.length; column++) {
      numbers[column] = embeddings.get(row, column);
    }
    return numbers;
  }

  private static Encoder random(Backend backend, ImageSet images, long seed) {
    Engines.use(backend.name());
    return Encoder.random(NET, images, seed);
  }

  @OnBothEngines
  void an_embedding_does_not_depend_on_the_images_beside_it(Backend backend) {
    var images = TinyImages.grey(300, 12, 1); // more than goes through the network at once
    try (var encoder = random(backend, images, 3)) {
      var all = encoder.embed(images);

      assertThat(all.size()).isEqualTo(300);
      assertThat(all.width()).isEqualTo(8).isEqualTo(encoder.width());
      for (int index : new int[] {0, 7, 255, 256, 299}) {
        assertThat(row(encoder.embed(images.subset(index)), 0))
            .as("image %d", index)
            .containsExactly(row(all, index), within(1e-5f));
      }
    }
  }

  @OnBothEngines
  void a_random_encoder_has_seen_the_images_statistics(Backend backend) {
    var images = TinyImages.grey(64, 12, 1);
    var shape = new Shape(1, 1, 12, 12);
    try (var encoder = random(backend, images, 3);
        var network = Network.of(NET, backend, 3, shape);
        var unsettled = new Encoder("unsettled", network, Augment.simClr(images))) {
      var settled = encoder.embed(images);

      // the last unit normalises every filter over the images, then keeps what is above 0
      double mean = 0;
      for (int row = 0; row < settled.size(); row++) {
        for (float number : row(settled, row)) {
          mean += number / (settled.size() * settled.width());
        }
      }
      assertThat(mean).isBetween(0.3, 0.5); // √(1/2π) = 0.399 for normal numbers
      assertThat(row(settled, 0)).isNotEqualTo(row(unsettled.embed(images), 0));
    }
  }

  @OnBothEngines
  void one_seed_gives_one_random_encoder(Backend backend) {
    var images = TinyImages.grey(16, 12, 1);
    try (var one = random(backend, images, 3);
        var same = random(backend, images, 3);
        var other = random(backend, images, 4)) {
      assertThat(row(one.embed(images), 5)).containsExactly(row(same.embed(images), 5));
      assertThat(row(one.embed(images), 5)).isNotEqualTo(row(other.embed(images), 5));
    }
  }

  @OnBothEngines
  void images_of_another_size_are_brought_to_the_encoders(Backend backend) {
    try (var encoder = random(backend, TinyImages.grey(16, 12, 1), 3)) {
      assertThat(encoder.embed(TinyImages.grey(3, 20, 1)).size()).isEqualTo(3);
    }
  }

  @OnBothEngines
  void images_of_other_channels_are_an_error(Backend backend) {
    try (var encoder = random(backend, TinyImages.grey(16, 12, 1), 3)) {
      assertThatThrownBy(() -> encoder.embed(TinyImages.colour(3, 12, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("(3, 3, 12, 12)", "(1, 1, 12, 12)", "channels");
    }
  }

  @OnBothEngines
  void another_thread_embeds_the_same(Backend backend) throws InterruptedException {
    var images = TinyImages.grey(16, 12, 1);
    try (var encoder = random(backend, images, 3)) {
      var found = new Embeddings[1];
      var thread = new Thread(() -> found[0] = encoder.embed(images));

      thread.start();
      thread.join();

      assertThat(row(found[0], 9)).containsExactly(row(encoder.embed(images), 9));
    }
  }

  @OnBothEngines
  void embedding_leaves_no_arrays_and_closing_none_at_all(Backend backend) {
    var images = TinyImages.grey(16, 12, 1);
    int before = Census.of(backend);
    try (var encoder = random(backend, images, 3)) {
      int during = Census.of(backend);
      for (int i = 0; i < 5; i++) {
        assertThat(encoder.embed(images).size()).isEqualTo(16);
      }
      assertThat(Census.of(backend)).isEqualTo(during);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void it_says_what_it_is(Backend backend) {
    try (var encoder = random(backend, TinyImages.grey(4, 12, 1), 3)) {
      assertThat(encoder)
          .hasToString(
              "Encoder[random ConvNet.widths(4, 8), 8 numbers, %s]".formatted(backend.name()));
    }
  }
}
