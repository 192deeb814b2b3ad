package alike.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import alike.data.ImageGrid;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.loss.SupCon;
import alike.show.Card;
import alike.show.Figure;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;

class ViewsTest {

  private static ImageSet images(int n) {
    var labels = new int[n];
    Arrays.setAll(labels, i -> i % 2);
    return ImageSet.of(
        "<b>&\"odd'", 8, 8, 1, new byte[n * 64], labels, List.of("<script>", "plain"));
  }

  @Test
  void an_image_set_shows_its_first_forty_images_with_escaped_names() {
    var shown = Shown.by(images(1234));

    assertThat(shown.html())
        .contains("&lt;b&gt;&amp;&quot;odd&#39;", "1,234 images · 8×8 grey · 2 classes")
        .contains("<figcaption>&lt;script&gt;</figcaption>", "alt=\"plain\"")
        .doesNotContain("<script>")
        .satisfies(html -> assertThat(html.split("<figure>", -1)).hasSize(41));
    assertThat(shown.text()).contains("1,234 images");
    assertThat(shown.png()).startsWith("iVBORw0KGgo");
  }

  @Test
  void a_small_set_and_a_pair_of_sets_are_shown() {
    assertThat(Shown.by(images(3)).html()).contains("The first 3.");
    assertThat(Shown.by(images(1)).png()).isNotEmpty();
    assertThat(Shown.by(new TrainTest(images(30), images(20))).html())
        .contains("30 images", "20 images");
  }

  @Test
  void a_grid_has_row_headings_and_alternative_texts() {
    var grid =
        ImageGrid.of("draws", 8, 8, 3, new byte[4 * 192], 2).withRowHeadings(List.of("a<", "b"));

    assertThat(Shown.by(grid).html())
        .contains("<div class=\"alike-row\">a&lt;</div>", "alt=\"image 4\"");
  }

  @Test
  void a_loss_shows_its_formula_settings_source_and_code() {
    assertThat(Shown.by(NtXent.temperature(0.2)).html())
        .contains(
            "<math",
            "<mfrac>",
            "<mrow displaystyle=\"true\" scriptlevel=\"0\">",
            "<mo>(</mo>",
            "τ",
            "−")
        .contains("<th scope=\"row\">temperature</th>", "0.2", "2002.05709")
        .contains("NtXent.temperature(0.2)</pre>")
        .doesNotContain("mfenced");
    assertThat(Shown.by(SupCon.temperature(0.1)).html()).contains("<math");
  }

  @ParameterizedTest
  @MethodSource("alike.loss.Loss#families")
  void every_family_of_losses_has_a_formula_that_can_be_typeset(Loss loss) {
    assertThat(Shown.by(loss).html()).contains("<math").doesNotContain("<code>");
  }

  @Test
  void a_formula_beyond_the_converter_is_shown_as_it_is() {
    Card.Carded value = () -> new Card("t", "s", "\\frac{a}{ <oops", List.of(), "", "new T(\"<\")");

    assertThat(Shown.by(value).html())
        .contains("<code>\\frac{a}{ &lt;oops</code>", "new T(&quot;&lt;&quot;)");
  }

  @Test
  void figures_and_charts_are_svg_with_png_behind() {
    var x = new double[200];
    Arrays.setAll(x, i -> i);
    var figure = Shown.by(Figure.lines("f", "x", "y").line("l", x, x));
    var xy = new XYChart(600, 300);
    xy.setTitle("plain");
    xy.addSeries("l", x);
    var chart = Shown.by(xy);

    assertThat(figure.svg()).startsWith("<svg").hasSizeLessThan(60_000);
    assertThat(figure.png()).startsWith("iVBORw0KGgo");
    assertThat(figure.text()).contains("y by x: l, 200 points");
    assertThat(chart.svg()).contains(">plain</text>").hasSizeLessThan(60_000);
    assertThat(chart.png()).isNotEmpty();
    assertThat(chart.html()).isEmpty();
  }

  @Test
  void arrays_of_the_language_say_what_they_hold() {
    assertThat(Shown.by(new int[] {1, 2}).text()).isEqualTo("int[2] {1, 2}");
    assertThat(Shown.by(new double[1000]).text()).startsWith("double[1000] {0.0").endsWith(", …}");
    assertThat(Shown.by(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB)).png()).isNotEmpty();
    assertThat(Shown.by(List.of(1, 2)).text()).isEqualTo("[1, 2]");
  }

  @Test
  void a_view_that_fails_leaves_the_text_and_one_line_why() {
    Card.Carded value =
        new Card.Carded() {
          @Override
          public Card card() {
            throw new NoClassDefFoundError("gone\nand more");
          }

          @Override
          public String toString() {
            return "the value";
          }
        };

    assertThat(Shown.by(value).text())
        .isEqualTo("the value\n(shown as text only: NoClassDefFoundError: gone)");
  }

  @Test
  void a_to_string_that_fails_is_told() {
    var value =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("no");
          }
        };

    assertThat(Shown.by(value).text()).endsWith("(its toString failed: AssertionError: no)");
  }

  @Test
  void the_style_sheet_is_small_and_fetches_nothing() {
    assertThat(Style.CSS).hasSizeLessThan(3_000).doesNotContain("url(", "@import", "http");
  }
}
