package alike.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  /** Three grey pixels, two in a row. */
  private static ImageGrid three() {
    return ImageGrid.of("Three", 1, 1, 1, new byte[] {10, 20, (byte) 200}, 2);
  }

  @Test
  void draws_every_pixel_as_a_square_with_white_gaps() {
    var image = three().image(3);

    assertThat(image.getWidth()).isEqualTo((1 + 2 + 1) * 3);
    assertThat(image.getHeight()).isEqualTo((1 + 2 + 1) * 3);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff0a0a0a);
    assertThat(image.getRGB(2, 2)).isEqualTo(0xff0a0a0a);
    assertThat(image.getRGB(3, 0)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(9, 2)).isEqualTo(0xff141414);
    assertThat(image.getRGB(0, 9)).isEqualTo(0xffc8c8c8);
    assertThat(image.getRGB(9, 9)).as("no fourth image").isEqualTo(0xffffffff);
  }

  @Test
  void draws_colours() {
    var image = ImageGrid.of("Red", 1, 1, 3, new byte[] {(byte) 255, 1, 2}, 5).image(1);

    assertThat(image.getWidth()).isEqualTo(1);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff0102);
  }

  @Test
  void prints_its_texts_row_by_row() {
    assertThat(three()).hasToString("Three\n  3 images of 1×1, 2 a row");
    assertThat(three().withCaptions(List.of("a", "b", "c")).withRowHeadings(List.of("x", "y")))
        .hasToString("Three\n  3 images of 1×1, 2 a row\n  x: a · b\n  y: c");
    assertThat(three().withRowHeadings(List.of("x", "y")))
        .hasToString("Three\n  3 images of 1×1, 2 a row\n  x\n  y");
  }

  @Test
  void refuses_texts_and_bytes_that_do_not_fit() {
    assertThatThrownBy(() -> three().withCaptions(List.of("a")))
        .hasMessageContaining("1 captions for 3");
    assertThatThrownBy(() -> three().withRowHeadings(List.of("a")))
        .hasMessageContaining("1 row headings for 2");
    assertThatThrownBy(() -> ImageGrid.of("x", 2, 2, 1, new byte[5], 1))
        .hasMessageContaining("got 5");
    assertThatThrownBy(() -> ImageGrid.of("x", 2, 2, 1, new byte[0], 1))
        .hasMessageContaining("one");
    assertThatThrownBy(() -> three().image(0)).hasMessageContaining("scale");
  }
}
