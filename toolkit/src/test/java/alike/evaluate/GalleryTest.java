package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import alike.model.Encoder;
import java.awt.image.BufferedImage;
import java.util.Arrays;

class GalleryTest {

  private static final ImageSet IMAGES = TinyImages.grey(24, 12, 1);

  private static Encoder encoder(Backend backend) {
    Engines.use(backend.name());
    return Encoder.random(ConvNet.widths(4, 8).withGrid(2), IMAGES, 3);
  }

  private static byte[] pixels(ImageSet images, int index) {
    var bytes = new byte[images.height() * images.width() * images.channels()];
    images.copy(index, bytes, 0);
    return bytes;
  }

  @OnBothEngines
  void an_image_is_not_among_its_own_neighbours(Backend backend) {
    try (var encoder = encoder(backend)) {
      var grid = Gallery.of(encoder, IMAGES).neighbours(5, 23);

      assertThat(grid.columns()).isEqualTo(24);
      assertThat(grid.captions()).hasSize(5 * 24);
      for (int row = 0; row < 5; row++) {
        byte[] query = pixels(IMAGES, row);
        int first = row * 24;
        assertThat(grid.captions().get(first)).startsWith("▸ ");
        assertThat(samples(grid.cell(first))).containsExactly(ints(query));
        for (int rank = 1; rank < 24; rank++) {
          assertThat(samples(grid.cell(first + rank))).isNotEqualTo(ints(query));
        }
      }
    }
  }

  @OnBothEngines
  void a_double_of_the_query_comes_first_and_fully_alike(Backend backend) {
    var doubled = IMAGES.subset(0, 1, 2, 3, 0);
    try (var encoder = encoder(backend)) {
      var grid = Gallery.of(encoder, doubled).neighbours(1, 2);

      assertThat(samples(grid.cell(1))).containsExactly(samples(grid.cell(0)));
      assertThat(grid.captions().get(1)).endsWith("1.00");
    }
  }

  @OnBothEngines
  void other_images_find_themselves_and_their_class(Backend backend) {
    try (var encoder = encoder(backend)) {
      var grid = Gallery.of(encoder, IMAGES).neighbours(IMAGES.subset(7), 6);

      assertThat(samples(grid.cell(1))).containsExactly(samples(grid.cell(0)));
      String name = IMAGES.classNames().get(IMAGES.label(7));
      assertThat(grid.captions().subList(1, 7)).allMatch(caption -> caption.startsWith(name + " "));
    }
  }

  @OnBothEngines
  void more_than_there_is_is_refused(Backend backend) {
    try (var encoder = encoder(backend)) {
      var gallery = Gallery.of(encoder, IMAGES);

      assertThatThrownBy(() -> gallery.neighbours(25, 3)).hasMessageContaining("queries");
      assertThatThrownBy(() -> gallery.neighbours(3, 24)).hasMessageContaining("k");
      assertThatThrownBy(() -> gallery.neighbours(IMAGES, 25)).hasMessageContaining("k");
    }
  }

  private static int[] ints(byte[] bytes) {
    var values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xFF);
    return values;
  }

  private static int[] samples(BufferedImage image) {
    return image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
  }

  @OnBothEngines
  void queries_of_another_size_are_refused(Backend backend) {
    var larger = TinyImages.grey(2, 16, 1);
    try (var encoder = encoder(backend)) {
      var gallery = Gallery.of(encoder, IMAGES);

      assertThatThrownBy(() -> gallery.neighbours(larger, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("16×16", "12×12", "one size");
    }
  }
}
