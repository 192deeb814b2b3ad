package alike.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {

  private static final List<String> NAMES = List.of("cat", "dog", "owl");

  /** Twelve grey images of 2×3; image i holds 10 i … 10 i + 5, its class is i % 3. */
  private static ImageSet twelve() {
    var pixels = new byte[12 * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 6 * 10 + i % 6);
    }
    var labels = IntStream.range(0, 12).map(i -> i % 3).toArray();
    return ImageSet.of("Pets", 2, 3, 1, pixels, labels, NAMES);
  }

  private static byte[] pixels(ImageSet set, int index) {
    var bytes = new byte[set.height() * set.width() * set.channels()];
    set.copy(index, bytes, 0);
    return bytes;
  }

  @Test
  void tells_what_it_is() {
    assertThat(twelve()).hasToString("Pets: 12 images 2×3×1, 3 classes");
    assertThat(FashionMnist.mini().train())
        .hasToString("Fashion-MNIST train (mini): 6,000 images 28×28×1, 10 classes");
  }

  @Test
  void keeps_a_copy_of_what_it_was_given() {
    var bytes = new byte[] {1, 2, 3};
    var labels = new int[] {0};
    var set = ImageSet.of("one", 1, 1, 3, bytes, labels, NAMES);

    bytes[0] = 9;
    labels[0] = 2;
    set.labels()[0] = 1;

    assertThat(pixels(set, 0)).containsExactly(1, 2, 3);
    assertThat(set.label(0)).isZero();
  }

  @Test
  void refuses_sizes_that_disagree_saying_what_fits() {
    assertThatThrownBy(() -> ImageSet.of("x", 2, 3, 1, new byte[11], new int[2], NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 labels")
        .hasMessageContaining("need 12 bytes")
        .hasMessageContaining("got 11");
    assertThatThrownBy(() -> ImageSet.of("x", 2, 3, 2, new byte[12], new int[1], NAMES))
        .hasMessageContaining("2×3×2")
        .hasMessageContaining("1 (grey) or 3");
    assertThatThrownBy(() -> ImageSet.of("x", 0, 3, 1, new byte[0], new int[1], NAMES))
        .hasMessageContaining("0×3×1");
    assertThatThrownBy(() -> ImageSet.of("x", 2, 3, 1, new byte[0], new int[0], NAMES))
        .hasMessageContaining("one image or more");
  }

  @Test
  void refuses_a_label_without_a_name() {
    assertThatThrownBy(() -> ImageSet.of("x", 1, 1, 1, new byte[2], new int[] {2, 3}, NAMES))
        .hasMessageContaining("image 1 is 3")
        .hasMessageContaining("0 to 2");
    assertThatThrownBy(() -> ImageSet.of("x", 1, 1, 1, new byte[1], new int[] {-1}, NAMES))
        .hasMessageContaining("is -1");
  }

  @Test
  void a_subset_has_the_chosen_images_with_their_labels() {
    var subset = twelve().subset(5, 0, 5).subset(2, 1);

    assertThat(subset.size()).isEqualTo(2);
    assertThat(pixels(subset, 0)).containsExactly(50, 51, 52, 53, 54, 55);
    assertThat(pixels(subset, 1)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(subset.labels()).containsExactly(2, 0);
    assertThatThrownBy(() -> twelve().subset(12)).hasMessageContaining("12");
    assertThatThrownBy(() -> twelve().subset()).hasMessageContaining("1 or more");
  }

  @Test
  void first_and_of_class_keep_the_order() {
    assertThat(twelve().first(4).labels()).containsExactly(0, 1, 2, 0);
    assertThat(twelve().first(4).name()).isEqualTo("Pets, first 4");
    assertThat(pixels(twelve().ofClass(1), 1)[0]).isEqualTo((byte) 40);
    assertThat(twelve().ofClass(1).labels()).containsOnly(1);
    assertThatThrownBy(() -> twelve().first(13)).hasMessageContaining("13");
    assertThatThrownBy(() -> twelve().ofClass(3)).hasMessageContaining("3");
  }

  @Test
  void balanced_takes_as_many_of_every_class_once_and_by_the_seed() {
    var mini = FashionMnist.mini().test();

    var balanced = mini.balanced(30, 1);

    var counts = new int[10];
    Arrays.stream(balanced.labels()).forEach(label -> counts[label]++);
    assertThat(counts).containsOnly(30);
    assertThat(balanced.fingerprint()).isEqualTo(mini.balanced(30, 1).fingerprint());
    assertThat(balanced.fingerprint()).isNotEqualTo(mini.balanced(30, 2).fingerprint());
    assertThatThrownBy(() -> twelve().balanced(5, 1)).hasMessageContaining("class cat has 4");
  }

  @Test
  void split_parts_every_image_into_one_of_two() {
    var parts = twelve().split(0.75, 3);

    assertThat(parts.train().size()).isEqualTo(9);
    assertThat(parts.test().size()).isEqualTo(3);
    var firsts =
        IntStream.concat(
            IntStream.range(0, 9).map(i -> pixels(parts.train(), i)[0]),
            IntStream.range(0, 3).map(i -> pixels(parts.test(), i)[0]));
    assertThat(firsts).containsExactlyInAnyOrder(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110);
    assertThatThrownBy(() -> twelve().split(0.01, 3)).hasMessageContaining("empty");
    assertThatThrownBy(() -> twelve().split(1.5, 3)).hasMessageContaining("1.5");
  }

  @Test
  void the_fingerprint_tells_contents_apart_not_names() {
    var set = twelve();

    assertThat(set.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(set.named("other").fingerprint()).isEqualTo(set.fingerprint());
    assertThat(set.subset(IntStream.range(0, 12).toArray()).fingerprint())
        .isEqualTo(set.fingerprint());
    assertThat(set.first(11).fingerprint()).isNotEqualTo(set.fingerprint());
    assertThat(ImageSet.of("x", 1, 2, 1, new byte[2], new int[1], NAMES).fingerprint())
        .isNotEqualTo(ImageSet.of("x", 2, 1, 1, new byte[2], new int[1], NAMES).fingerprint());
    assertThat(ImageSet.of("x", 1, 2, 1, new byte[2], new int[1], NAMES).fingerprint())
        .isNotEqualTo(ImageSet.of("x", 1, 2, 1, new byte[2], new int[] {1}, NAMES).fingerprint());
  }

  @Test
  void measures_each_channel_in_0_to_1() {
    var bytes = new byte[] {0, (byte) 255, 51, (byte) 255, (byte) 255, 51};
    var set = ImageSet.of("two pixels", 1, 2, 3, bytes, new int[1], NAMES);

    assertThat(set.mean()).containsExactly(new double[] {0.5, 1, 0.2}, within(1e-12));
    assertThat(set.std()).containsExactly(new double[] {0.5, 0, 0}, within(1e-7));
  }

  @Test
  void an_image_is_a_picture_with_the_same_bytes() {
    var colour = ImageSet.of("x", 1, 1, 3, new byte[] {10, 20, (byte) 200}, new int[1], NAMES);

    assertThat(colour.image(0).getRGB(0, 0)).isEqualTo(0xff0a14c8);
    assertThat(twelve().image(3).getRaster().getSample(2, 1, 0)).isEqualTo(35);
    assertThatThrownBy(() -> twelve().image(12)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_grid_shows_the_first_images_with_their_classes() {
    var grid = twelve().grid(2, 4);

    assertThat(grid.size()).isEqualTo(8);
    assertThat(grid.captions()).startsWith("cat", "dog", "owl", "cat");
    assertThat(twelve().grid(9, 9).size()).isEqualTo(12);
  }
}
