package alike.show;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A straight dashed line, read back from the outline of all its dashes: XChart fills grid lines
 * dash by dash, which is a hundred times as long.
 */
record Dashes(Line2D line, BasicStroke stroke) {

  private static final double THIN = 3; // pixels

  /** Returns the line that this is the outline of, or null if it is another shape. */
  static @Nullable Dashes read(Shape shape) {
    var all = shape.getBounds2D();
    boolean across = all.getHeight() <= THIN;
    if (!(shape instanceof Path2D) || !(across || all.getWidth() <= THIN)) {
      return null;
    }
    var parts = parts(shape);
    if (parts.size() < 3) {
      return null;
    }
    var first = parts.get(0);
    var second = parts.get(1);
    double dash = across ? first.getWidth() : first.getHeight();
    double period = Math.abs(across ? second.getX() - first.getX() : second.getY() - first.getY());
    if (period <= dash) {
      return null;
    }
    var line =
        across
            ? new Line2D.Double(all.getX(), all.getCenterY(), all.getMaxX(), all.getCenterY())
            : new Line2D.Double(all.getCenterX(), all.getY(), all.getCenterX(), all.getMaxY());
    float width = (float) (across ? all.getHeight() : all.getWidth());
    float[] pattern = {(float) dash, (float) (period - dash)};
    return new Dashes(
        line, new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, pattern, 0));
  }

  private static List<Rectangle2D> parts(Shape shape) {
    var parts = new ArrayList<Rectangle2D>();
    var part = new Path2D.Double();
    double[] points = new double[6];
    for (var i = shape.getPathIterator(null, 1); !i.isDone(); i.next()) {
      switch (i.currentSegment(points)) {
        case PathIterator.SEG_MOVETO -> {
          part = new Path2D.Double();
          part.moveTo(points[0], points[1]);
        }
        case PathIterator.SEG_LINETO -> part.lineTo(points[0], points[1]);
        default -> parts.add(part.getBounds2D());
      }
    }
    return parts;
  }
}
