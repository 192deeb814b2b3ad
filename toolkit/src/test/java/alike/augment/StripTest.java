package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.FashionMnist;
import alike.data.ImageGrid;
import alike.data.ImageSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StripTest {

  private static final ImageSet CLOTHES = FashionMnist.mini().test();
  private static final ImageSet COLOURS = FusedTest.images(32, 32, 3);

  private static int[] pixels(ImageGrid grid, int cell) {
    var raster = grid.cell(cell).getRaster();
    return raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
  }

  private static List<String> names(ImageSet images) {
    return Strip.all(images).stream().map(Strip::name).toList();
  }

  @Test
  void a_row_begins_with_the_image_and_goes_on_strength_by_strength() {
    var grey = ImageSet.of("grey", 1, 2, 1, new byte[] {40, 100}, new int[1], List.of("thing"));
    var half =
        Strip.of("times", f -> (random, height, width) -> new ColorOp.Brightness(f), 0.5, 2, 3);

    var grid = Strip.grid(grey, 0, half);

    assertThat(grid.columns()).isEqualTo(4);
    assertThat(grid.rowHeadings()).containsExactly("times");
    assertThat(grid.captions()).containsExactly("as it is", "0.5", "2", "3");
    var left = IntStream.range(0, 4).map(i -> pixels(grid, i)[0]);
    var right = IntStream.range(0, 4).map(i -> pixels(grid, i)[1]);
    assertThat(left).containsExactly(40, 20, 80, 120);
    assertThat(right).containsExactly(100, 50, 200, 255);
  }

  @Test
  void every_strength_of_every_operation_is_told_from_the_one_before() {
    for (var images : List.of(CLOTHES, COLOURS)) {
      var strips = Strip.all(images);
      for (int image = 0; image < 2; image++) {
        var grid = Strip.grid(images, image, strips);
        for (int row = 0; row < strips.size(); row++) {
          int first = row * grid.columns();
          assertThat(pixels(grid, first)).isEqualTo(pixels(grid, 0));
          for (int i = first + 1; i < first + grid.columns(); i++) {
            var tile = pixels(grid, i);
            assertThat(tile).as("%s, tile %d", strips.get(row).name(), i - first)
                .isNotEqualTo(pixels(grid, first))
                .isNotEqualTo(pixels(grid, i - 1));
          }
        }
      }
    }
  }

  @Test
  void colours_have_two_more_operations_than_grey_images() {
    assertThat(names(CLOTHES)).hasSize(13).doesNotHaveDuplicates();
    assertThat(names(COLOURS)).hasSize(15).containsAll(names(CLOTHES));
    assertThat(names(COLOURS)).contains("saturation ×", "hue, turns");
  }

  @Test
  void chance_is_the_same_in_every_tile() {
    var noise = Strip.of("again", s -> new RandomErasing(0.1, 0.1, 1, 1, black(), 1), 1, 2);

    var grid = Strip.grid(CLOTHES, 3, noise);

    assertThat(pixels(grid, 1)).isEqualTo(pixels(grid, 2));
  }

  private static RandomErasing.Fill black() {
    return RandomErasing.Fill.BLACK;
  }

  @Test
  void a_corruption_is_shown_severity_by_severity() {
    var grid = Strip.grid(CLOTHES, 0, Strip.of(Corruption.CONTRAST), Strip.of(Corruption.JPEG));

    assertThat(grid.rowHeadings()).containsExactly("contrast", "JPEG");
    assertThat(grid.captions().subList(0, 6)).containsExactly("as it is", "1", "2", "3", "4", "5");
  }

  @Test
  void what_cannot_be_shown_is_refused() {
    var blur = Strip.of(Corruption.GAUSSIAN_BLUR);
    var two = Strip.of("two", s -> new Solarize(s, 1), 0.3, 0.6);

    assertThatThrownBy(() -> Strip.of("none", s -> new Solarize(s, 1)))
        .hasMessageContainingAll("'none'", "no strengths");
    assertThatThrownBy(() -> Strip.grid(CLOTHES, 0, blur, two))
        .hasMessageContainingAll("equally many", "[5, 2]", "grids of their own");
    assertThatThrownBy(() -> Strip.grid(CLOTHES, 0)).hasMessageContaining("number of strips");
    assertThatThrownBy(() -> Strip.grid(CLOTHES, 1000, blur))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
