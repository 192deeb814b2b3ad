package alike.data;

import alike.show.Csv;
import alike.show.HouseStyle;
import alike.show.Letters;
import alike.show.Picture;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** A grid of images with its texts, drawn for a page. */
final class GridPicture implements Picture {

  private static final Font TEXT = Letters.plain(11);
  private static final int GAP = 6;
  private static final int TOP = 34;
  private static final int CAPTION = 16;

  private final ImageGrid grid;
  private final int scale; // pixels of a pixel
  private final int headings; // width of the texts before the rows
  private final int cell; // from one image to the next

  GridPicture(ImageGrid grid) {
    this.grid = grid;
    this.scale = Math.max(1, 64 / Math.max(grid.width(), grid.height()));
    this.headings = widest(grid.rowHeadings()) + (grid.rowHeadings().isEmpty() ? 0 : 10);
    this.cell = Math.max(grid.width() * scale, widest(grid.captions())) + GAP;
  }

  private static int widest(Iterable<String> texts) {
    double widest = 0;
    for (var text : texts) {
      widest = Math.max(widest, Letters.width(text, TEXT));
    }
    return (int) Math.ceil(widest);
  }

  @Override
  public String title() {
    return grid.title();
  }

  private int line() {
    return grid.height() * scale + GAP + (grid.captions().isEmpty() ? 0 : CAPTION);
  }

  @Override
  public int width() {
    int across = headings + Math.min(grid.columns(), grid.size()) * cell + 2 * GAP;
    return Math.max(across, (int) Letters.width(title(), bold()) + 2 * GAP + 8);
  }

  private static Font bold() {
    return Letters.plain(15).deriveFont(Font.BOLD);
  }

  @Override
  public int height() {
    return TOP + grid.rows() * line() + GAP;
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(HouseStyle.INK);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    Letters.write(graphics, title(), bold(), GAP, 22, 0);
    for (int i = 0; i < grid.size(); i++) {
      int x = GAP + headings + i % grid.columns() * cell;
      int y = TOP + i / grid.columns() * line();
      int width = grid.width() * scale;
      int height = grid.height() * scale;
      graphics.drawImage(grid.cell(i), x + (cell - GAP - width) / 2, y, width, height, null);
      if (!grid.captions().isEmpty()) {
        double middle = x + (cell - GAP) / 2.0;
        Letters.write(graphics, grid.captions().get(i), TEXT, middle, y + height + 12.0, 0.5);
      }
    }
    for (int row = 0; row < grid.rowHeadings().size(); row++) {
      double y = TOP + row * line() + grid.height() * scale / 2.0 + 4;
      Letters.write(graphics, grid.rowHeadings().get(row), TEXT, GAP, y, 0);
    }
  }

  /** Returns one line an image: its row, column, heading and caption. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line("row", "column", "heading", "caption"));
    for (int i = 0; i < grid.size(); i++) {
      int row = i / grid.columns();
      var heading = grid.rowHeadings().isEmpty() ? "" : grid.rowHeadings().get(row);
      var caption = grid.captions().isEmpty() ? "" : grid.captions().get(i);
      csv.append(Csv.line(row, i % grid.columns(), heading, caption));
    }
    return csv.toString();
  }

  @Override
  public String words() {
    return grid.toString();
  }
}
