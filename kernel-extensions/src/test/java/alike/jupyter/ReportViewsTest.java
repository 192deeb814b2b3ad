package alike.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import alike.data.ImageSet;
import alike.evaluate.Trials;
import alike.model.Embeddings;
import alike.report.Atlas;
import alike.report.Bars;
import alike.report.Claims;
import alike.report.Confusion;
import alike.report.Expect;
import alike.report.Layout;
import alike.report.MetricTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportViewsTest {

  private static Atlas atlas(int n) {
    var labels = new int[n];
    Arrays.setAll(labels, i -> i % 2);
    var images =
        ImageSet.of("set", 8, 8, 1, new byte[n * 64], labels, List.of("</script>", "plain"));
    var values = new float[3 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * i);
    }
    return Atlas.of(Embeddings.of(images, 3, values)).layout(Layout.pca());
  }

  @Test
  void an_atlas_is_a_still_picture_everywhere_and_shows_images_where_scripts_run() {
    var shown = Shown.by(atlas(60));

    assertThat(shown.svg()).startsWith("<svg").contains(">plain</text>");
    assertThat(shown.png()).startsWith("iVBORw0KGgo");
    assertThat(shown.text()).contains("60 images of 2 classes by Layout.pca()");
    assertThat(shown.html())
        .contains("<img alt=\"Atlas of set.", "src=\"data:image/svg+xml;base64,")
        .contains("\\u003c/script>", "hidden")
        .doesNotContain("</script>\"", "http:", "https:");
    assertThat(shown.html().split("</script>", -1)).hasSize(2);
  }

  @Test
  void a_large_atlas_is_a_still_picture_alone() {
    assertThat(Shown.by(atlas(2001)).html()).isEmpty();
    assertThat(Shown.by(atlas(2001)).png()).isNotEmpty();
  }

  @Test
  void claims_are_a_table_with_a_verdict_each() {
    var claims =
        Claims.of("Paper <1>")
            .claim("a < b", Expect.atLeast(1), 2)
            .claim("fails", Expect.atLeast(3), 2)
            .claim("open", Expect.atLeast(3), Trials.of(2, 4));

    assertThat(Shown.by(claims).html())
        .contains("Paper &lt;1&gt;", "<th scope=\"row\">a &lt; b</th>")
        .contains("--alike-state:#009e73\">holds<", "--alike-state:#d55e00\">does not hold<")
        .contains("--alike-state:#8a8a8a\">open<", "1 of 3 hold");
    assertThat(Shown.by(claims).text()).contains("does not hold", "1 of 3 hold");
  }

  @Test
  void a_metric_table_has_its_best_in_bold() {
    var table =
        MetricTable.of("t", "method")
            .higher("kNN (%)")
            .row("SimCLR", Trials.of(84.0, 83.9, 84.3))
            .row("SupCon", Trials.of(85.2, 85.0, 85.6));

    assertThat(Shown.by(table).html())
        .contains("<th scope=\"col\" class=\"alike-n\">kNN (%) ↑</th>")
        .contains("<td class=\"alike-n\"><b>85.3 ± 0.3</b></td>", ">84.1 ± 0.2</td>");
    assertThat(Shown.by(table).text()).contains("★");
  }

  @Test
  void other_charts_of_a_report_are_svg_with_png_behind() {
    var bars = Shown.by(Bars.of("bars", "y", "g").series("s", Trials.of(1)));
    var matrix = Confusion.of("m", List.of("a", "b"), new int[] {0, 1}, new int[] {0, 0});

    assertThat(bars.svg()).startsWith("<svg").contains(">bars</text>");
    assertThat(bars.png()).isNotEmpty();
    assertThat(Shown.by(matrix).svg()).contains(">true class</text>");
    assertThat(Shown.by(matrix).text()).contains("accuracy 50.0 %");
  }
}
