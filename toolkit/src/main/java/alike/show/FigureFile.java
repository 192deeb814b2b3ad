package alike.show;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** Figures as files. */
final class FigureFile {

  private static final float POINTS_PER_PIXEL = 0.75f;

  private FigureFile() {}

  static Path save(Figure figure, Path file) {
    var name = String.valueOf(file.getFileName());
    var stem = name.replaceFirst("\\.[^.]*$", "");
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      switch (name.substring(stem.length()).toLowerCase(Locale.ROOT)) {
        case ".svg" -> Files.writeString(file, figure.svg());
        case ".png" -> Files.write(file, figure.png(3));
        case ".pdf" -> pdf(figure, file);
        default ->
            throw new IllegalArgumentException(
                "A figure is saved by the end of its name, .svg, .png or .pdf, got '%s'."
                    .formatted(name));
      }
      Files.writeString(file.resolveSibling(stem + ".csv"), figure.csv());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the figure " + file + ": " + e.getMessage(), e);
    }
    return file;
  }

  private static void pdf(Figure figure, Path file) throws IOException {
    float width = figure.width() * POINTS_PER_PIXEL;
    float height = figure.height() * POINTS_PER_PIXEL;
    try (var document = new PDDocument()) {
      document.getDocumentInformation().setTitle(figure.title());
      document.setDocumentId((long) figure.csv().hashCode()); // else it is the time
      var page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      var graphics = new PdfBoxGraphics2D(document, figure.width(), figure.height());
      figure.paint(graphics);
      graphics.dispose();
      try (var content = new PDPageContentStream(document, page)) {
        content.transform(
            new Matrix(AffineTransform.getScaleInstance(POINTS_PER_PIXEL, POINTS_PER_PIXEL)));
        content.drawForm(graphics.getXFormObject());
      }
      document.save(file.toFile());
    }
  }

  static String csv(String xLabel, List<Panel> panels) {
    var csv = new StringBuilder("panel,line,%s,value\n".formatted(cell(xLabel)));
    for (var panel : panels) {
      for (var line : panel.lines()) {
        var start = cell(panel.yLabel()) + "," + cell(line.name()) + ",";
        for (int i = 0; i < line.x().length; i++) {
          csv.append(start).append(line.x()[i]).append(',').append(line.y()[i]).append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static String cell(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
