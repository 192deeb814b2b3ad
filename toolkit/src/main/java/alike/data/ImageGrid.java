package alike.data;

import alike.check.Require;
import alike.show.Picture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Equally large images in rows and columns, for people to look at: a front end draws it, a terminal
 * prints its captions. Immutable.
 */
public final class ImageGrid {

  private static final int GAP = 2; // pixels between images, before scaling

  private final String title;
  private final Pixels pixels;
  private final int columns;
  private final List<String> captions;
  private final List<String> rowHeadings;

  ImageGrid(String title, Pixels pixels, int columns) {
    this(title, pixels, columns, List.of(), List.of());
  }

  private ImageGrid(
      String title, Pixels pixels, int columns, List<String> captions, List<String> rowHeadings) {
    this.title = title;
    this.pixels = pixels;
    this.columns = Require.positive("columns", columns);
    this.captions = List.copyOf(captions);
    this.rowHeadings = List.copyOf(rowHeadings);
  }

  /**
   * Lays images out row by row; the bytes are copied in.
   *
   * @param title what is shown
   * @param height rows of each image
   * @param width columns of each image
   * @param channels 1 (grey) or 3 (red, green, blue)
   * @param bytes N × height × width × channels
   * @param columns images in a row; the last row may be shorter
   */
  public static ImageGrid of(
      String title, int height, int width, int channels, byte[] bytes, int columns) {
    var pixels = new Pixels(height, width, channels, bytes.clone());
    pixels.requireImages(bytes.length / pixels.imageLength());
    return new ImageGrid(title, pixels, columns);
  }

  /** Returns a copy with a text under each image. */
  public ImageGrid withCaptions(List<String> texts) {
    requireCount("captions", texts, size());
    return new ImageGrid(title, pixels, columns, texts, rowHeadings);
  }

  /** Returns a copy with a text before each row. */
  public ImageGrid withRowHeadings(List<String> texts) {
    requireCount("row headings", texts, rows());
    return new ImageGrid(title, pixels, columns, captions, texts);
  }

  /** Returns what is shown. */
  public String title() {
    return title;
  }

  /** Returns the number of images. */
  public int size() {
    return pixels.count();
  }

  /** Returns the images in a row. */
  public int columns() {
    return columns;
  }

  /** Returns the number of rows. */
  public int rows() {
    return (size() + columns - 1) / columns;
  }

  /** Returns the pixel rows of each image. */
  public int height() {
    return pixels.height();
  }

  /** Returns the pixel columns of each image. */
  public int width() {
    return pixels.width();
  }

  /** Returns the texts under the images, one an image, or none. */
  public List<String> captions() {
    return captions;
  }

  /** Returns the texts before the rows, one a row, or none. */
  public List<String> rowHeadings() {
    return rowHeadings;
  }

  /** Returns one image in its own size. */
  public BufferedImage cell(int index) {
    return pixels.image(Objects.checkIndex(index, size()));
  }

  /**
   * Draws all images without the texts, on white, each pixel as a square.
   *
   * @param scale edge of that square, 1 or more
   */
  public BufferedImage image(int scale) {
    Require.positive("scale", scale);
    int across = Math.min(columns, size());
    var whole =
        new BufferedImage(
            (across * (width() + GAP) - GAP) * scale,
            (rows() * (height() + GAP) - GAP) * scale,
            BufferedImage.TYPE_INT_RGB);
    var pen = whole.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, whole.getWidth(), whole.getHeight());
    pen.dispose();
    for (int i = 0; i < size(); i++) {
      int left = i % columns * (width() + GAP) * scale;
      int top = i / columns * (height() + GAP) * scale;
      pixels.draw(i, whole, left, top, scale);
    }
    return whole;
  }

  /** Returns the grid with its title and texts as a picture for a page. */
  public Picture picture() {
    return new GridPicture(this);
  }

  /**
   * Writes the grid with its title and texts, and these as CSV beside it.
   *
   * @param file ends in .svg, .png or .pdf; missing folders are made
   * @return the file written
   */
  public Path save(Path file) {
    return picture().save(file);
  }

  /**
   * Writes the grid as {@link #save(Path)} does.
   *
   * @param dpi dots an inch of a PNG, 10 to 2400; SVG and PDF are sharp at any size
   */
  public Path save(Path file, int dpi) {
    return picture().save(file, dpi);
  }

  /** Writes the grid as {@link #save(Path)} does. */
  public Path save(String file) {
    return save(Path.of(file));
  }

  /** Returns the title, the sizes and the captions row by row. */
  @Override
  public String toString() {
    var text =
        new StringBuilder(
            "%s%n  %d images of %d×%d, %d a row"
                .formatted(title, size(), height(), width(), columns));
    for (int row = 0; row < rows() && !(captions.isEmpty() && rowHeadings.isEmpty()); row++) {
      text.append("%n  ".formatted());
      if (!rowHeadings.isEmpty()) {
        text.append(rowHeadings.get(row)).append(captions.isEmpty() ? "" : ": ");
      }
      if (!captions.isEmpty()) {
        int end = Math.min(size(), (row + 1) * columns);
        text.append(String.join(" · ", captions.subList(row * columns, end)));
      }
    }
    return text.toString();
  }

  private static void requireCount(String what, List<String> texts, int count) {
    if (texts.size() != count) {
      throw new IllegalArgumentException(
          "Got %d %s for %d. Give one each, or none.".formatted(texts.size(), what, count));
    }
  }
}
