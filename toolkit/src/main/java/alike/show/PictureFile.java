package alike.show;

import alike.check.Require;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** Pictures as files. */
final class PictureFile {

  private static final float POINTS_PER_PIXEL = 0.75f;
  private static final double PIXELS_PER_INCH = 96;

  private PictureFile() {}

  static Path save(Picture picture, Path file, int dpi) {
    Require.within("dpi", 10, 2400, dpi);
    var name = String.valueOf(file.getFileName());
    var stem = name.replaceFirst("\\.[^.]*$", "");
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      switch (name.substring(stem.length()).toLowerCase(Locale.ROOT)) {
        case ".svg" -> Files.writeString(file, ChartSvg.file(picture, facts(picture)));
        case ".png" -> Files.write(file, png(picture, dpi));
        case ".pdf" -> pdf(picture, file);
        default ->
            throw new IllegalArgumentException(
                "A figure is saved by the end of its name, .svg, .png or .pdf, got '%s'."
                    .formatted(name));
      }
      Files.writeString(file.resolveSibling(stem + ".csv"), picture.csv());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the figure " + file + ": " + e.getMessage(), e);
    }
    return file;
  }

  private static Provenance facts(Picture picture) {
    return Provenance.none()
        .with("title", picture.title())
        .and(picture.provenance())
        .and(Provenance.here());
  }

  private static byte[] png(Picture picture, int dpi) {
    return Raster.png(picture.image(dpi / PIXELS_PER_INCH), dpi, facts(picture));
  }

  private static void pdf(Picture picture, Path file) throws IOException {
    float width = picture.width() * POINTS_PER_PIXEL;
    float height = picture.height() * POINTS_PER_PIXEL;
    try (var document = new PDDocument()) {
      var about = document.getDocumentInformation();
      about.setTitle(picture.title());
      about.setSubject(facts(picture).toString());
      about.setCreator("Alike");
      document.setDocumentId((long) picture.csv().hashCode()); // else it is the time
      var page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      var graphics = new PdfBoxGraphics2D(document, picture.width(), picture.height());
      picture.paint(graphics);
      graphics.dispose();
      try (var content = new PDPageContentStream(document, page)) {
        content.transform(
            new Matrix(AffineTransform.getScaleInstance(POINTS_PER_PIXEL, POINTS_PER_PIXEL)));
        content.drawForm(graphics.getXFormObject());
      }
      document.save(file.toFile());
    }
  }
}
