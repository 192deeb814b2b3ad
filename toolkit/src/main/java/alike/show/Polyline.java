package alike.show;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Lines that hang together, and what they are drawn with. */
record Polyline(
    Element element, StringBuilder path, Point2D.Double end, List<@Nullable Object> pen) {

  static Polyline of(Line2D line, SvgCanvas canvas) {
    var element = canvas.getDOMFactory().createElementNS(SvgCanvas.SVG, "path");
    element.setAttribute("d", "M0 0");
    element.setAttribute("fill", "none");
    var end = new Point2D.Double(line.getX2(), line.getY2());
    var path = new StringBuilder("M");
    path.append(point(line.getP1())).append('L').append(point(line.getP2()));
    return new Polyline(element, path, end, pen(canvas));
  }

  /** Adds a segment, if it starts at this end and is drawn alike. */
  boolean lengthen(Line2D line, SvgCanvas canvas) {
    if (!line.getP1().equals(end) || !pen.equals(pen(canvas))) {
      return false;
    }
    end.setLocation(line.getP2());
    path.append(' ').append(point(end));
    return true;
  }

  private static List<@Nullable Object> pen(SvgCanvas canvas) {
    return Arrays.asList(
        canvas.getPaint(), canvas.getStroke(), canvas.getTransform(), canvas.getClipBounds());
  }

  private static String point(Point2D point) {
    return SvgCanvas.number(point.getX()) + " " + SvgCanvas.number(point.getY());
  }
}
