package alike.report;

import alike.check.Require;
import alike.data.ImageSet;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.show.Csv;
import alike.show.HouseStyle;
import alike.show.Letters;
import alike.show.Picture;
import alike.show.Provenance;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.function.Supplier;

/**
 * A map of embeddings: each image a point, its class a colour and a shape. By t-SNE unless another
 * layout is asked for; the places are computed when they are first needed. An immutable value; each
 * method returns a new one.
 *
 * <pre>{@code
 * Atlas.of(encoder, data.test())
 * Atlas.of(encoder, data.test()).layout(Umap.neighbours(14)).save("atlas.pdf")
 * }</pre>
 */
public final class Atlas implements Picture {

  private static final Font TEXT = Letters.plain(14);
  private static final int TOP = 40; // pixels of the title
  private static final int MARGIN = 12;
  private static final int LINE = 22; // pixels of a line of the legend

  private final Embeddings rows;
  private final String title;
  private final Layout layout;
  private final int side;
  private final Provenance provenance;
  private final Supplier<double[][]> places;

  private Atlas(
      Embeddings rows,
      String title,
      Layout layout,
      int side,
      Provenance provenance,
      Supplier<double[][]> places) {
    this.rows = rows;
    this.title = title;
    this.layout = layout;
    this.side = side;
    this.provenance = provenance;
    this.places = places;
  }

  /** Returns the map of what an encoder makes of images. */
  public static Atlas of(Encoder encoder, ImageSet images) {
    var facts = Provenance.none().with("encoder", encoder).with("images", images);
    return of(encoder.embed(images)).from(facts);
  }

  /** Returns the map of embeddings; three rows or more. */
  public static Atlas of(Embeddings rows) {
    Require.atLeast("rows", 3, rows.size());
    double perplexity = Math.max(1, Math.min(30, (rows.size() - 1) / 3));
    var standard = Tsne.perplexity(perplexity);
    var title = "Atlas of " + rows.images().name();
    return new Atlas(rows, title, standard, 560, Provenance.none(), once(rows, standard));
  }

  private static Supplier<double[][]> once(Embeddings rows, Layout layout) {
    return new Supplier<>() {
      private double[][] found = {};

      @Override
      public synchronized double[][] get() {
        found = found.length == 0 ? layout.of(rows) : found;
        return found;
      }
    };
  }

  /** Returns the map by another layout: {@link Tsne}, {@link Umap}, {@link Layout#pca()}. */
  public Atlas layout(Layout other) {
    return new Atlas(rows, title, other, side, provenance, once(rows, other));
  }

  /** Returns the same map under another title. */
  public Atlas titled(String other) {
    return new Atlas(rows, other, layout, side, provenance, places);
  }

  /** Returns the same map in another size, CSS pixels, 200 or more. */
  public Atlas side(int pixels) {
    int checked = Require.atLeast("side", 200, pixels);
    return new Atlas(rows, title, layout, checked, provenance, places);
  }

  /** Returns a copy that comes from somewhere: a saved file says so. */
  public Atlas from(Provenance facts) {
    return new Atlas(rows, title, layout, side, facts, places);
  }

  /** Returns the images that the points stand for. */
  public ImageSet images() {
    return rows.images();
  }

  /** Returns x and y of each image, in no unit, [N, 2]. */
  public double[][] places() {
    return copy(places.get());
  }

  private static double[][] copy(double[][] of) {
    var copy = new double[of.length][];
    for (int i = 0; i < of.length; i++) {
      copy[i] = of[i].clone();
    }
    return copy;
  }

  /** Returns x and y of each image in CSS pixels of the picture, from its upper left, [N, 2]. */
  public double[][] pixels() {
    double[][] all = copy(places.get());
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double[] place : all) {
      for (int axis = 0; axis < 2; axis++) {
        low[axis] = Math.min(low[axis], place[axis]);
        high[axis] = Math.max(high[axis], place[axis]);
      }
    }
    double reach = Math.max(high[0] - low[0], high[1] - low[1]);
    double scale = reach > 0 ? (side - 2 * MARGIN) / reach : 0; // one scale: shapes stay true
    for (double[] place : all) {
      place[0] = side / 2.0 + scale * (place[0] - (low[0] + high[0]) / 2);
      place[1] = TOP + side / 2.0 - scale * (place[1] - (low[1] + high[1]) / 2);
    }
    return all;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int width() {
    double names =
        classes().stream().mapToDouble(name -> Letters.width(name, TEXT)).max().orElse(0);
    return side + 40 + (int) Math.ceil(names);
  }

  @Override
  public int height() {
    return Math.max(TOP + side, TOP + LINE * classes().size() + MARGIN);
  }

  private List<String> classes() {
    return rows.images().classNames();
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(HouseStyle.INK);
    var bold = Letters.plain(17).deriveFont(Font.BOLD);
    Letters.write(graphics, title, bold, MARGIN, 26, 0);
    double[][] pixels = pixels();
    double radius = Math.max(1.2, Math.min(4, 90 / Math.sqrt(pixels.length)));
    for (int c = 0; c < classes().size(); c++) {
      var marks = new Path2D.Double();
      for (int row = 0; row < pixels.length; row++) {
        if (rows.images().label(row) == c) {
          mark(marks, c, pixels[row][0], pixels[row][1], radius);
        }
      }
      draw(graphics, marks, c, radius, 210);
      legend(graphics, c);
    }
  }

  private void legend(Graphics2D graphics, int c) {
    double y = TOP + LINE * (c + 0.5);
    var key = new Path2D.Double();
    mark(key, c, side + 14, y, 4.5);
    draw(graphics, key, c, 4.5, 255);
    graphics.setColor(HouseStyle.INK);
    Letters.write(graphics, classes().get(c), TEXT, side + 26.0, y + 5, 0);
  }

  private static void draw(Graphics2D graphics, Path2D marks, int c, double radius, int alpha) {
    var ink = HouseStyle.colour(c);
    graphics.setColor(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), alpha));
    if (shape(c) == 0) { // a dot is the round end of a line: short as text, one path a class
      int round = BasicStroke.CAP_ROUND;
      graphics.setStroke(new BasicStroke((float) (2 * radius), round, BasicStroke.JOIN_ROUND));
      graphics.draw(marks);
    } else {
      graphics.fill(marks);
    }
  }

  private static int shape(int c) {
    return c / HouseStyle.PALETTE.size() % 3;
  }

  /** Adds a dot, a triangle or a square: colours come again after six classes. */
  private static void mark(Path2D marks, int c, double x, double y, double radius) {
    switch (shape(c)) {
      case 0 -> {
        marks.moveTo(x, y);
        marks.lineTo(x, y + 0.01);
      }
      case 1 -> {
        double r = 1.35 * radius;
        marks.moveTo(x, y - r);
        marks.lineTo(x + 0.87 * r, y + 0.5 * r);
        marks.lineTo(x - 0.87 * r, y + 0.5 * r);
        marks.closePath();
      }
      default -> {
        double r = 0.9 * radius;
        marks.moveTo(x - r, y - r);
        marks.lineTo(x + r, y - r);
        marks.lineTo(x + r, y + r);
        marks.lineTo(x - r, y + r);
        marks.closePath();
      }
    }
  }

  @Override
  public Provenance provenance() {
    return provenance.with("layout", layout);
  }

  /** Returns one line an image: its number, class, x and y. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line("image", "class", "x", "y"));
    double[][] all = places.get();
    for (int row = 0; row < all.length; row++) {
      var name = classes().get(rows.images().label(row));
      csv.append(Csv.line(row, name, all[row][0], all[row][1]));
    }
    return csv.toString();
  }

  @Override
  public String words() {
    return "%s. %d images of %d classes by %s"
        .formatted(title, rows.size(), classes().size(), layout);
  }

  @Override
  public String toString() {
    return words();
  }
}
