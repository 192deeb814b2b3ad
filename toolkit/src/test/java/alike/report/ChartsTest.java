package alike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.ImageSet;
import alike.evaluate.Spectrum;
import alike.evaluate.Trials;
import alike.model.Embeddings;
import alike.show.Figure;
import alike.show.Picture;
import alike.show.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartsTest {

  private static final Provenance FACTS = Provenance.none().with("seed", 11);

  static Stream<String> names() {
    return pictures().keySet().stream();
  }

  private static Map<String, Picture> pictures() {
    var rows = LayoutsTest.clouds(120, 4);
    var all = new LinkedHashMap<String, Picture>();
    double[] x = {1, 2, 3};
    all.put(
        "curves",
        Figure.lines("Curves", "epoch", "kNN (%)").seeds("SimCLR", x, x, new double[] {2, 4, 6}));
    all.put("bars", bars());
    all.put("heat map", heatMap());
    all.put("confusion", confusion());
    all.put("similarities", Similarities.of(rows));
    all.put("spectrum", SpectrumChart.of("Spectrum").with("raw", Spectrum.of(rows)));
    all.put("atlas", Atlas.of(rows).from(FACTS));
    all.put("gallery", rows.images().grid(2, 8).picture());
    return all;
  }

  private static Picture picture(String name) {
    return Objects.requireNonNull(pictures().get(name));
  }

  private static Bars bars() {
    return Bars.of("Probe", "accuracy (%)", "1 %", "100 %")
        .series("SimCLR", Trials.of(70, 72), Trials.of(87))
        .series("SupCon", Trials.of(75, 75), Trials.of(89))
        .from(FACTS);
  }

  private static HeatMap heatMap() {
    double[][] values = {{1, 2, 3}, {4, Double.NaN, 6}};
    return HeatMap.of("Map", List.of("r1", "r2"), List.of("c1", "c2", "c3"), values)
        .axes("τ", "batch")
        .from(FACTS);
  }

  private static Confusion confusion() {
    return Confusion.of(
        "Confused",
        List.of("cat", "dog", "owl"),
        new int[] {0, 0, 0, 1, 1},
        new int[] {0, 0, 1, 1, 0});
  }

  @ParameterizedTest
  @MethodSource("names")
  void each_picture_is_saved_three_ways_with_its_data_and_with_the_same_bytes(
      String name, @TempDir Path folder) throws IOException {
    for (var end : List.of("svg", "png", "pdf")) {
      var first = picture(name).save(folder.resolve("a." + end));

      assertThat(picture(name).save(folder.resolve("b." + end))).hasSameBinaryContentAs(first);
      assertThat(Files.size(first)).isBetween(800L, 400_000L);
    }
    assertThat(Files.readAllLines(folder.resolve("a.csv"))).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("names")
  void each_picture_has_its_text_as_text_and_no_background(String name) {
    var picture = picture(name);

    assertThat(picture.svg())
        .contains(">" + picture.title() + "</text>", "role=\"img\"", "<title>")
        .contains("viewBox=\"0 0 %d %d\"".formatted(picture.width(), picture.height()));
    assertThat(picture.image(1).getRGB(0, picture.height() - 1)).isEqualTo(0xFFFFFFFF);
  }

  @Test
  void a_saved_file_says_the_seed(@TempDir Path folder) {
    for (var picture : List.of(bars(), heatMap(), picture("atlas"))) {
      assertThat(picture.save(folder.resolve("a.svg"))).content().contains("; seed: 11; ");
    }
  }

  @Test
  void curves_are_means_with_a_band_of_one_deviation() {
    double[] x = {1, 2};
    var figure =
        Figure.lines("t", "x", "y").seeds("m", x, new double[] {1, 10}, new double[] {3, 14});

    assertThat(figure.csv())
        .contains("y,m,1.0,2.0\n", "y,m,2.0,12.0\n")
        .contains("y,m ± sd (high),1.0," + (2 + Math.sqrt(2)))
        .contains("y,m ± sd (low),2.0," + (12 - Math.sqrt(8)));
    assertThat(Figure.lines("t", "x", "y").seeds("m", x, x).csv()).doesNotContain("±");
    assertThatThrownBy(() -> Figure.lines("t", "x", "y").seeds("m", x, x, new double[1]))
        .hasMessageContainingAll("'m'", "[2, 1]");
  }

  @Test
  void bars_have_error_bars_and_say_their_figures() {
    var spreads = bars().chart().getSeries("SimCLR").getExtraValues();

    assertThat(spreads[0]).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(bars().words()).contains("SimCLR: 1 % 71.0 ± 1.4 (2 seeds)");
    assertThat(bars().csv()).contains("SimCLR,1 %,2,72.0\n");
    assertThatThrownBy(() -> bars().series("x", Trials.of(1)))
        .hasMessageContainingAll("'x'", "2 groups", "got 1");
    assertThatThrownBy(() -> Bars.of("t", "y", "g").svg()).hasMessageContaining("series");
  }

  @Test
  void a_heat_map_writes_its_figures_and_leaves_gaps() {
    assertThat(heatMap().svg())
        .contains(">1.00</text>", ">6.00</text>", ">τ</text>", "rotate(-90)")
        .doesNotContain("NaN");
    assertThat(heatMap().csv()).startsWith("τ,batch,value\n").contains("r2,c3,6.0\n");
    assertThatThrownBy(() -> HeatMap.of("t", List.of("a"), List.of("b"), new double[1][2]))
        .hasMessageContaining("1 rows and 1 columns");
  }

  @Test
  void figures_stand_out_from_their_squares() {
    for (double share = 0; share <= 1; share += 0.01) {
      var square = HeatMap.colour(share);
      double light = HeatMap.luminance(square) + 0.05;
      double text = HeatMap.luminance(HeatMap.inkOn(square)) + 0.05;
      assertThat(Math.max(light / text, text / light)).as("at " + share).isGreaterThan(4.4);
    }
  }

  @Test
  void a_confusion_matrix_counts_right_and_wrong() {
    var matrix = confusion();

    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.accuracy()).isEqualTo(0.6);
    assertThat(matrix.csv()).contains("cat,dog," + 100.0 / 3, "dog,dog,50.0", "owl,owl,NaN");
    assertThatThrownBy(() -> Confusion.of("t", List.of("a"), new int[] {1}, new int[] {0}))
        .hasMessageContaining("Class 1");
    assertThatThrownBy(() -> Confusion.of("t", List.of("a"), new int[2], new int[1]))
        .hasMessageContaining("2 labels and 1 predictions");
  }

  @Test
  void similarities_count_every_pair_once() {
    float[] values = {1, 0, 1, 0, 0, 1, 0, -1};
    var images = ImageSet.of("s", 1, 1, 1, new byte[4], new int[] {0, 0, 1, 1}, List.of("a", "b"));
    var rows = Embeddings.of(images, 2, values);

    var found = Similarities.of(rows); // same class: 1 and −1; other class: four times 0

    assertThat(found.csv())
        .contains("density,same class,-1.0,25.0\n", "density,same class,1.0,25.0\n")
        .contains("density,other class,0.0,50.0\n");
    assertThat(found.overlap()).isZero();
    assertThat(Similarities.ofViews(rows, rows).csv()).contains("density,same image,1.0,50.0\n");
    var one = rows.images().subset(0, 1);
    assertThatThrownBy(() -> Similarities.of(Embeddings.of(one, 2, new float[] {1, 0, 1, 0})))
        .hasMessageContaining("other class");
  }

  @Test
  void a_spectrum_is_drawn_in_decades_below_the_largest() {
    var images = ImageSet.of("s", 1, 1, 1, new byte[2], new int[2], List.of("a"));
    var spectrum = Spectrum.of(Embeddings.of(images, 2, new float[] {100, 0, 0, 1}));

    assertThat(SpectrumChart.of("t").with("s", spectrum).csv())
        .contains(",1.0,0.0\n", ",2.0,-2.0\n");
    assertThatThrownBy(() -> SpectrumChart.of("t").with("s", spectrum).with("s", spectrum))
        .hasMessageContaining("'s'");
  }

  @Test
  void an_atlas_puts_each_image_inside_and_keeps_its_shape() {
    var atlas = Atlas.of(LayoutsTest.clouds(120, 4)).layout(Layout.pca());

    double[][] places = atlas.places();
    double[][] pixels = atlas.pixels();

    double scale = (pixels[1][0] - pixels[0][0]) / (places[1][0] - places[0][0]);
    for (int i = 0; i < places.length; i++) {
      assertThat(pixels[i][0]).isBetween(12 - 1e-9, 548 + 1e-9);
      assertThat(pixels[i][1]).isBetween(52 - 1e-9, 588 + 1e-9);
      assertThat(pixels[i][1] - pixels[0][1])
          .isCloseTo(-scale * (places[i][1] - places[0][1]), within(1e-6));
    }
    assertThat(atlas.words()).contains("120 images of 4 classes by Layout.pca()");
    assertThat(Atlas.of(LayoutsTest.clouds(12, 4)).words()).contains("Tsne.perplexity(3.0)");
    assertThat(atlas.csv()).hasLineCount(121);
  }
}
