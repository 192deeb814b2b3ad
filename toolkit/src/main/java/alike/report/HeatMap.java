package alike.report;

import alike.show.Csv;
import alike.show.HouseStyle;
import alike.show.Letters;
import alike.show.Picture;
import alike.show.Provenance;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A matrix as squares of colour with their figures in them, light for low, dark for high; each
 * figure is black or white, whatever is read better on its square. Painted here, since XChart has
 * one colour for all figures. An immutable value; each method returns a new one.
 */
public final class HeatMap implements Picture {

  private static final Font TEXT = Letters.plain(13);
  private static final int TOP = 40; // pixels of the title
  private static final int SCALE = 70; // pixels of the colour scale
  private static final Color[] RAMP = { // even steps of lightness
    new Color(0xeef4f9),
    new Color(0xb3d2e8),
    new Color(0x5ba3d0),
    new Color(0x0072b2),
    new Color(0x08306b)
  };

  private final String title;
  private final Axis rows;
  private final Axis columns;
  private final double[][] values;
  private final Look look;
  private final Provenance provenance;

  private record Axis(String label, List<String> names) {}

  private record Look(double low, double high, String format) {}

  private HeatMap(
      String title, Axis rows, Axis columns, double[][] values, Look look, Provenance provenance) {
    this.title = title;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.look = look;
    this.provenance = provenance;
  }

  /**
   * Returns a map of a matrix, its colours from the lowest to the highest value.
   *
   * @param title what it shows
   * @param rows the name of each row, from the top down
   * @param columns the name of each column, from left to right
   * @param values [rows, columns]; NaN leaves a square empty
   */
  public static HeatMap of(
      String title, List<String> rows, List<String> columns, double[][] values) {
    if (values.length != rows.size()
        || rows.isEmpty()
        || columns.isEmpty()
        || Arrays.stream(values).anyMatch(row -> row.length != columns.size())) {
      throw new IllegalArgumentException(
          "%d rows and %d columns are named, the values are %s. Name each row and each column."
              .formatted(
                  rows.size(),
                  columns.size(),
                  Arrays.stream(values).map(row -> row.length).toList()));
    }
    var copy = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    var range =
        Arrays.stream(copy)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .summaryStatistics();
    boolean some = range.getCount() > 0;
    var look = new Look(some ? range.getMin() : 0, some ? range.getMax() : 1, "%.2f");
    return new HeatMap(
        title,
        new Axis("", List.copyOf(rows)),
        new Axis("", List.copyOf(columns)),
        copy,
        look,
        Provenance.none());
  }

  /** Names what rows and columns are. */
  public HeatMap axes(String rowLabel, String columnLabel) {
    return new HeatMap(
        title,
        new Axis(rowLabel, rows.names),
        new Axis(columnLabel, columns.names),
        values,
        look,
        provenance);
  }

  /** Fixes the ends of the colour scale. */
  public HeatMap range(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "The range of a scale must go from low to high, got %s to %s.".formatted(low, high));
    }
    return with(new Look(low, high, look.format));
  }

  /** Sets how figures are written, as {@link String#format} takes it; empty for none. */
  public HeatMap format(String pattern) {
    return with(new Look(look.low, look.high, pattern));
  }

  private HeatMap with(Look other) {
    return new HeatMap(title, rows, columns, values, other, provenance);
  }

  /** Returns a copy that comes from somewhere: a saved file says so. */
  public HeatMap from(Provenance facts) {
    return new HeatMap(title, rows, columns, values, look, facts);
  }

  @Override
  public String title() {
    return title;
  }

  private int left() {
    return 16 + widest(rows.names) + (rows.label.isEmpty() ? 0 : 24);
  }

  private int bottom() {
    return (slanted() ? widest(columns.names) + 16 : 26) + (columns.label.isEmpty() ? 0 : 24);
  }

  private boolean slanted() {
    return widest(columns.names) > cell() - 6;
  }

  private int cell() {
    return Math.max(14, Math.min(52, 560 / Math.max(rows.names.size(), columns.names.size())));
  }

  private static int widest(List<String> names) {
    return (int)
        Math.ceil(names.stream().mapToDouble(name -> Letters.width(name, TEXT)).max().orElse(0));
  }

  @Override
  public int width() {
    return Math.max(
        left() + columns.names.size() * cell() + SCALE + 16,
        (int) Letters.width(title, Letters.plain(17).deriveFont(Font.BOLD)) + 32);
  }

  @Override
  public int height() {
    return TOP + Math.max(3, rows.names.size()) * cell() + bottom();
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(HouseStyle.INK);
    var bold = Letters.plain(17).deriveFont(Font.BOLD);
    Letters.write(graphics, title, bold, width() / 2.0, 26, 0.5);
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        square(graphics, row, column);
      }
    }
    graphics.setColor(HouseStyle.INK);
    names(graphics);
    scale(graphics);
  }

  private void square(Graphics2D graphics, int row, int column) {
    double value = values[row][column];
    double x = left() + column * cell();
    double y = TOP + row * cell();
    if (!Double.isFinite(value)) {
      return;
    }
    var colour = colour(share(value));
    graphics.setColor(colour);
    graphics.fill(new Rectangle2D.Double(x, y, cell() - 1.0, cell() - 1.0));
    double size = Math.min(14, cell() * 0.32);
    if (!look.format.isEmpty() && size >= 7) {
      graphics.setColor(inkOn(colour));
      Letters.write(
          graphics,
          String.format(Locale.ROOT, look.format, value),
          Letters.plain(size),
          x + (cell() - 1) / 2.0,
          y + cell() / 2.0 + size * 0.34,
          0.5);
    }
  }

  private double share(double value) {
    double width = look.high - look.low;
    return width > 0 ? Math.max(0, Math.min(1, (value - look.low) / width)) : 1;
  }

  /** Returns black or white, whatever stands out more. */
  static Color inkOn(Color square) {
    return luminance(square) > 0.18 ? Color.BLACK : Color.WHITE;
  }

  static Color colour(double share) {
    double at = share * (RAMP.length - 1);
    int low = Math.min(RAMP.length - 2, (int) at);
    return new Color(
        mixed(RAMP[low].getRed(), RAMP[low + 1].getRed(), at - low),
        mixed(RAMP[low].getGreen(), RAMP[low + 1].getGreen(), at - low),
        mixed(RAMP[low].getBlue(), RAMP[low + 1].getBlue(), at - low));
  }

  private static int mixed(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }

  /** Returns the relative luminance (WCAG 2.1), 0 to 1. */
  static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private void names(Graphics2D graphics) {
    int cell = cell();
    double bottom = TOP + rows.names.size() * cell;
    for (int row = 0; row < rows.names.size(); row++) {
      double y = TOP + (row + 0.5) * cell + 4.5;
      Letters.write(graphics, rows.names.get(row), TEXT, left() - 8.0, y, 1);
    }
    for (int column = 0; column < columns.names.size(); column++) {
      double x = left() + (column + 0.5) * cell;
      if (slanted()) {
        Letters.upwards(graphics, columns.names.get(column), TEXT, x + 4.5, bottom + 8, 1);
      } else {
        Letters.write(graphics, columns.names.get(column), TEXT, x, bottom + 18, 0.5);
      }
    }
    var label = Letters.plain(15);
    double middle = left() + columns.names.size() * cell / 2.0;
    Letters.write(graphics, columns.label, label, middle, height() - 9.0, 0.5);
    Letters.upwards(graphics, rows.label, label, 18, TOP + rows.names.size() * cell / 2.0, 0.5);
  }

  private void scale(Graphics2D graphics) {
    double x = left() + columns.names.size() * cell() + 16;
    double length = Math.max(3, rows.names.size()) * cell() - 1.0;
    int steps = 64;
    for (int step = 0; step < steps; step++) {
      graphics.setColor(colour((step + 0.5) / steps));
      double y = TOP + length * (1 - (step + 1.0) / steps);
      graphics.fill(new Rectangle2D.Double(x, y, 12, length / steps + 0.5));
    }
    graphics.setColor(HouseStyle.INK);
    for (int tick = 0; tick <= 2; tick++) {
      double value = look.low + tick * (look.high - look.low) / 2;
      double y = TOP + length * (1 - tick / 2.0) + (tick == 0 ? 0 : tick == 2 ? 10 : 5);
      Letters.write(graphics, Expect.number(value), TEXT, x + 18, y, 0);
    }
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Returns one line a square: row, column, value. */
  @Override
  public String csv() {
    var csv =
        new StringBuilder(Csv.line(or("row", rows.label), or("column", columns.label), "value"));
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        csv.append(Csv.line(rows.names.get(row), columns.names.get(column), values[row][column]));
      }
    }
    return csv.toString();
  }

  private static String or(String otherwise, String label) {
    return label.isEmpty() ? otherwise : label;
  }

  @Override
  public String words() {
    return "%s. %d rows by %d columns, values from %s to %s"
        .formatted(
            title,
            rows.names.size(),
            columns.names.size(),
            Expect.number(look.low),
            Expect.number(look.high));
  }

  @Override
  public String toString() {
    return words();
  }
}
