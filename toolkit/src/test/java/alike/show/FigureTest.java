package alike.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;

class FigureTest {

  private static double[] steps(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }

  private static double[] falling(int n) {
    return IntStream.range(0, n)
        .mapToDouble(i -> 1 + 4.5 * Math.exp(-3.0 * i / n) + 0.2 * Math.sin(i * 12.9898))
        .toArray();
  }

  static Figure losses(int n) {
    return Figure.lines("SimCLR on <Fashion> & more", "step", "loss (nats)")
        .faint("each step", steps(n), falling(n))
        .line("NT-Xent", steps(n), falling(n))
        .line("SupCon, τ = 0.1", steps(n), steps(n))
        .panel("kNN accuracy (%)")
        .line("kNN", new double[] {0, n / 2.0, n - 1}, new double[] {61.2, 74.5, 79.9});
  }

  @Test
  void writes_its_text_as_text() {
    var svg = losses(100).svg();

    assertThat(svg)
        .contains(">SimCLR on &lt;Fashion&gt; &amp; more</text>")
        .contains(">loss (nats)</text>")
        .contains(">kNN accuracy (%)</text>")
        .contains(">SupCon, τ = 0.1</text>")
        .contains("rotate(-90)");
  }

  @Test
  void stays_small_however_long_the_run() {
    assertThat(losses(100_000).svg()).hasSizeLessThan(60_000);
  }

  @Test
  void gives_the_same_bytes_for_the_same_data(@TempDir Path folder) throws IOException {
    assertThat(losses(500).save(folder.resolve("a.pdf")))
        .hasSameBinaryContentAs(losses(500).save(folder.resolve("b.pdf")));
    assertThat(losses(500).svg()).isEqualTo(losses(500).svg());
    assertThat(losses(500).png(1)).isEqualTo(losses(500).png(1));
  }

  @Test
  void gives_other_identifiers_to_other_pictures() {
    var id = "id=\"a[0-9a-f]{8}-";

    assertThat(losses(500).svg()).containsPattern(id);
    assertThat(losses(500).svg().replaceAll("(?s).*(" + id + ").*", "$1"))
        .isNotEqualTo(losses(400).svg().replaceAll("(?s).*(" + id + ").*", "$1"));
  }

  @Test
  void is_saved_with_its_data_beside_it(@TempDir Path folder) throws IOException {
    for (var end : new String[] {"svg", "png", "pdf"}) {
      var file = losses(50).save(folder.resolve("new").resolve("figure." + end));

      assertThat(Files.size(file)).isBetween(1_000L, 200_000L);
      assertThat(folder.resolve("new/figure.csv"))
          .content()
          .startsWith("panel,line,step,value\nloss (nats),each step,0.0,5.5")
          .contains("loss (nats),\"SupCon, τ = 0.1\",7.0,7.0");
    }
  }

  @Test
  void refuses_a_file_of_another_kind(@TempDir Path folder) {
    assertThatThrownBy(() -> losses(5).save(folder.resolve("figure.gif")))
        .hasMessageContaining(".svg, .png or .pdf")
        .hasMessageContaining("figure.gif");
  }

  @Test
  void refuses_lines_of_unequal_length_and_of_the_same_name() {
    var figure = Figure.lines("t", "x", "y").line("a", steps(2), steps(2));

    assertThatThrownBy(() -> figure.line("b", steps(2), steps(3)))
        .hasMessageContaining("2 x values and 3 y values");
    assertThatThrownBy(() -> figure.line("a", steps(2), steps(2)))
        .hasMessageContaining("line 'a' already");
  }

  @Test
  void survives_gaps_single_points_and_no_points() {
    var none = new double[0];
    var gap = new double[] {1, Double.NaN, 2, Double.POSITIVE_INFINITY};

    assertThat(Figure.lines("t", "x", "y").svg()).contains("</svg>");
    assertThat(Figure.lines("t", "x", "y").line("a", none, none).svg()).contains("</svg>");
    assertThat(Figure.lines("t", "x", "y").line("a", steps(4), gap).svg()).contains("</svg>");
    assertThat(Figure.lines("t", "x", "y").line("a", steps(1), steps(1)).svg()).contains("</svg>");
  }

  @Test
  void says_in_words_what_it_shows() {
    assertThat(losses(10).toString())
        .contains("loss (nats) by step: NT-Xent, 10 points from 5.5")
        .contains("kNN, 3 points from 61.20 to 79.90");
  }

  @Test
  void writes_the_text_of_any_chart_as_text() {
    var chart = new CategoryChart(600, 300);
    chart.setTitle("Classes");
    chart.setXAxisTitle("class");
    chart.addSeries("count", new double[] {1, 2, 3}, new double[] {600, 598, 602});
    var xy = new XYChart(600, 300);
    xy.addSeries("f", steps(400), falling(400));

    assertThat(ChartSvg.of(chart)).contains(">Classes</text>").contains(">class</text>");
    assertThat(ChartSvg.of(xy))
        .contains(">f</text>")
        .contains("stroke-dasharray=\"3,5\"")
        .hasSizeLessThan(60_000);
  }
}
