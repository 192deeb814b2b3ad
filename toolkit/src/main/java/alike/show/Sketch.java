package alike.show;

import alike.check.Require;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Points in the plane and arrows from them, x to the right and y up, several panels in a row: how
 * embeddings of two numbers lie, and where something moves them. An immutable value; each method
 * returns a new one.
 */
public final class Sketch implements Picture {

  private static final Font TEXT = Letters.plain(13);
  private static final int TITLE = 30; // pixels above the panels
  private static final int NAME = 24; // pixels above each panel
  private static final int MARGIN = 6;

  private final String title;
  private final int side;
  private final List<Part> parts;

  private Sketch(String title, int side, List<Part> parts) {
    this.title = title;
    this.side = side;
    this.parts = List.copyOf(parts);
  }

  /** One panel: the square from −reach to reach. */
  private record Part(String name, double reach, boolean circle, List<Mark> marks) {
    Part with(Mark mark) {
      var more = new ArrayList<>(marks);
      more.add(mark);
      return new Part(name, reach, circle, List.copyOf(more));
    }
  }

  /** A point of one of the palette's colours, and where its arrow ends. */
  private record Mark(double x, double y, int colour, double toX, double toY) {}

  /** Starts a sketch of panels of 230 × 230 CSS pixels. */
  public static Sketch of(String title) {
    return new Sketch(title, 230, List.of());
  }

  /** Sets the side of each panel, CSS pixels, 80 or more. */
  public Sketch side(int pixels) {
    return new Sketch(title, Require.atLeast("side", 80, pixels), parts);
  }

  /** Adds a panel to the right; what is added next goes there. */
  public Sketch panel(String name, double reach) {
    return with(new Part(name, Require.positive("reach", reach), false, List.of()));
  }

  /** Adds a panel with the unit circle in it. */
  public Sketch circle(String name) {
    return with(new Part(name, 1.45, true, List.of()));
  }

  private Sketch with(Part part) {
    var more = new ArrayList<>(parts);
    more.add(part);
    return new Sketch(title, side, more);
  }

  /** Adds a point to the last panel, in the palette's colour of this number. */
  public Sketch point(double x, double y, int colour) {
    return arrow(x, y, 0, 0, colour);
  }

  /** Adds a point with an arrow of the given length along x and y. */
  public Sketch arrow(double x, double y, double alongX, double alongY, int colour) {
    if (parts.isEmpty()) {
      throw new IllegalStateException("The sketch has no panel yet. Call panel or circle first.");
    }
    var changed = new ArrayList<>(parts);
    int last = changed.size() - 1;
    changed.set(last, changed.get(last).with(new Mark(x, y, colour, x + alongX, y + alongY)));
    return new Sketch(title, side, changed);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int width() {
    return Math.max(1, parts.size()) * side;
  }

  @Override
  public int height() {
    return TITLE + NAME + side;
  }

  /** Returns one row a point: its panel, its colour's number, where it is and its arrow ends. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line("panel", "colour", "x", "y", "to x", "to y"));
    for (var part : parts) {
      for (var mark : part.marks) {
        csv.append(Csv.line(part.name, mark.colour, mark.x, mark.y, mark.toX, mark.toY));
      }
    }
    return csv.toString();
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setColor(HouseStyle.INK);
    Letters.write(graphics, title, TEXT.deriveFont(Font.BOLD, 16f), MARGIN, 20, 0);
    for (int i = 0; i < parts.size(); i++) {
      paint(graphics, parts.get(i), i * side);
    }
  }

  private void paint(Graphics2D graphics, Part part, int left) {
    graphics.setColor(HouseStyle.INK);
    Letters.write(graphics, part.name, TEXT, left + MARGIN, TITLE + 14, 0);
    double unit = (side / 2.0 - MARGIN) / part.reach;
    double middleX = left + side / 2.0;
    double middleY = TITLE + NAME + side / 2.0;
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(new Color(0x80, 0x80, 0x80, 0x90));
    if (part.circle) {
      graphics.draw(new Ellipse2D.Double(middleX - unit, middleY - unit, 2 * unit, 2 * unit));
    }
    for (var mark : part.marks) {
      graphics.setColor(HouseStyle.colour(mark.colour));
      double x = middleX + unit * mark.x;
      double y = middleY - unit * mark.y;
      arrow(graphics, x, y, middleX + unit * mark.toX, middleY - unit * mark.toY);
      graphics.fill(new Ellipse2D.Double(x - 4.5, y - 4.5, 9, 9));
    }
  }

  private static void arrow(Graphics2D graphics, double x, double y, double toX, double toY) {
    double length = Math.hypot(toX - x, toY - y);
    if (length < 1) {
      return;
    }
    double alongX = (toX - x) / length;
    double alongY = (toY - y) / length;
    double head = Math.min(8, length);
    double baseX = toX - head * alongX;
    double baseY = toY - head * alongY;
    graphics.setStroke(new BasicStroke(2));
    graphics.draw(new Line2D.Double(x, y, baseX, baseY));
    var tip = new Path2D.Double();
    tip.moveTo(toX, toY);
    tip.lineTo(baseX - alongY * head * 0.45, baseY + alongX * head * 0.45);
    tip.lineTo(baseX + alongY * head * 0.45, baseY - alongX * head * 0.45);
    tip.closePath();
    graphics.fill(tip);
  }

  @Override
  public String toString() {
    return words();
  }

  @Override
  public String words() {
    return parts.stream()
        .map(part -> "%s, %d points".formatted(part.name, part.marks.size()))
        .collect(Collectors.joining("; ", title + ". ", ""));
  }
}
