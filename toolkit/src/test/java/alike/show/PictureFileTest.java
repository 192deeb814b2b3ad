package alike.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class PictureFileTest {

  private static final String TITLE = "Loss <τ> & more";

  private static Figure figure() {
    return Figure.lines(TITLE, "step", "loss (nats)")
        .band("seeds", new double[] {0, 1, 2}, new double[] {1, 2, 3}, new double[] {3, 4, 5})
        .line("mean", new double[] {0, 1, 2}, new double[] {2, 3, 4})
        .from(Provenance.none().with("seed", 7).with("settings", "NtXent[τ = 0.2] <b>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "png", "pdf"})
  void the_same_picture_saved_twice_has_the_same_bytes(String end, @TempDir Path folder)
      throws IOException, InterruptedException {
    var first = figure().save(folder.resolve("a." + end));
    Thread.sleep(1100); // files that hold their time differ by then

    assertThat(figure().save(folder.resolve("b." + end))).hasSameBinaryContentAs(first);
    var other = figure().line("more", new double[] {0}, new double[] {1});
    assertThat(Files.readAllBytes(other.save(folder.resolve("c." + end))))
        .isNotEqualTo(Files.readAllBytes(first));
  }

  @Test
  void an_svg_says_where_it_comes_from(@TempDir Path folder) {
    assertThat(figure().save(folder.resolve("a.svg")))
        .content()
        .contains("<metadata>title: Loss &lt;τ&gt; &amp; more; seed: 7; settings: NtXent[τ = 0.2]")
        .contains("; java: " + Runtime.version());
    assertThat(figure().svg()).as("in a notebook, the cell says it").doesNotContain("<metadata>");
  }

  @Test
  void a_pdf_says_where_it_comes_from(@TempDir Path folder) throws IOException {
    try (var document = Loader.loadPDF(figure().save(folder.resolve("a.pdf")).toFile())) {
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo(TITLE);
      assertThat(document.getDocumentInformation().getSubject()).contains("seed: 7", "[τ = 0.2]");
      assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(720 * 0.75f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {96, 150, 600})
  void a_png_has_its_dots_an_inch_and_says_where_it_comes_from(int dpi, @TempDir Path folder)
      throws IOException {
    var file = figure().save(folder.resolve("a.png"), dpi);

    var reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var stream = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(stream);
      var tree = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      assertThat(reader.getWidth(0)).isEqualTo(720 * dpi / 96);
      var size = (Element) tree.getElementsByTagName("pHYs").item(0);
      assertThat(size.getAttribute("pixelsPerUnitXAxis"))
          .isEqualTo(String.valueOf(Math.round(dpi / 0.0254)));
      var texts = tree.getElementsByTagName("iTXtEntry");
      assertThat(((Element) texts.item(0)).getAttribute("text")).isEqualTo(TITLE);
      assertThat(((Element) texts.item(1)).getAttribute("keyword")).isEqualTo("Seed");
    }
    assertThatThrownBy(() -> figure().save(file, 5)).hasMessageContainingAll("dpi", "10");
  }

  @Test
  void the_edges_of_a_band_lie_beside_it_as_data(@TempDir Path folder) {
    figure().save(folder.resolve("a.pdf"));

    assertThat(folder.resolve("a.csv"))
        .content()
        .isEqualTo(
            """
            panel,line,step,value
            loss (nats),seeds (high),0.0,3.0
            loss (nats),seeds (high),1.0,4.0
            loss (nats),seeds (high),2.0,5.0
            loss (nats),seeds (low),0.0,1.0
            loss (nats),seeds (low),1.0,2.0
            loss (nats),seeds (low),2.0,3.0
            loss (nats),mean,0.0,2.0
            loss (nats),mean,1.0,3.0
            loss (nats),mean,2.0,4.0
            """);
    assertThatThrownBy(() -> figure().band("b", new double[2], new double[2], new double[1]))
        .hasMessageContainingAll("'b'", "2 x values", "1 high");
  }

  @Test
  void a_band_lies_behind_the_mean_in_its_colour_and_not_in_the_legend() {
    var svg = figure().line("other", new double[] {0, 2}, new double[] {1, 1}).svg();

    assertThat(svg).contains(">mean</text>", ">other</text>").doesNotContain(">seeds</text>");
    assertThat(svg).contains("fill-opacity=\"0.24\"");
  }

  @Test
  void the_commit_is_found_above_in_work_trees_and_in_packed_references(@TempDir Path folder)
      throws IOException {
    var hash = "0123456789abcdef0123456789abcdef01234567";
    var git = Files.createDirectories(folder.resolve("repo/.git"));
    var deep = Files.createDirectories(folder.resolve("repo/a/b"));
    write(git.resolve("HEAD"), "ref: refs/heads/main\n");
    write(git.resolve("packed-refs"), "# pack-refs\n" + hash + " refs/heads/main\n");
    var tree = Files.createDirectories(folder.resolve("tree"));
    var own = Files.createDirectories(git.resolve("worktrees/tree"));
    write(tree.resolve(".git"), "gitdir: " + own + "\n");
    write(own.resolve("HEAD"), "ref: refs/heads/side\n");
    write(own.resolve("commondir"), "../..\n");
    Files.createDirectories(git.resolve("refs/heads"));
    write(git.resolve("refs/heads/side"), hash.replace('0', 'f') + "\n");

    assertThat(GitCommit.of(deep)).contains(hash);
    assertThat(GitCommit.of(tree)).contains(hash.replace('0', 'f'));
    write(git.resolve("HEAD"), hash);
    assertThat(GitCommit.of(deep)).contains(hash);
    write(git.resolve("HEAD"), "ref: refs/heads/unborn");
    assertThat(GitCommit.of(deep)).isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
