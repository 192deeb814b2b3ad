package alike.show;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Paints SVG. XChart paints text as filled outlines; here they are read back ({@link Lettering})
 * and become text again, hung by the end or the middle so that it stays in place with whatever font
 * the viewer has.
 */
final class SvgCanvas extends SVGGraphics2D {

  /** Stands in identifiers for what makes them unique on a page. */
  static final String ID = "ID-OF-PICTURE-";

  /** A text element, and where its base line starts. */
  private record Label(Element element, Lettering.Text text, AffineTransform place, int turns) {
    Point2D at(double share) {
      return place.transform(
          new Point2D.Double(text.x() + share * text.width(), text.y()), new Point2D.Double());
    }

    boolean endsWhere(Label other) {
      return turns == 0
          && other.turns == 0
          && text.font().equals(other.text.font())
          && Math.abs(at(1).getX() - other.at(1).getX()) < 1.5
          && Math.abs(at(1).getY() - other.at(1).getY()) > 4;
    }
  }

  private static final String SVG = "http://www.w3.org/2000/svg";

  private final Font legend; // its labels stand to the right of their keys
  private final Lettering lettering;
  private final List<Label> labels;
  private final List<Polyline> polylines;

  SvgCanvas(Document document, Dimension size, Collection<Font> fonts, Font legend) {
    super(context(document), false);
    this.legend = legend;
    this.lettering = new Lettering(fonts);
    this.labels = new ArrayList<>();
    this.polylines = new ArrayList<>();
    setSVGCanvasSize(size);
    setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  private SvgCanvas(SvgCanvas parent) {
    super(parent);
    this.legend = parent.legend;
    this.lettering = parent.lettering;
    this.labels = parent.labels;
    this.polylines = parent.polylines;
  }

  private static SVGGeneratorContext context(Document document) {
    var context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(2);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return ID + super.generateID(prefix);
          }
        });
    return context;
  }

  @Override
  public Graphics create() {
    return new SvgCanvas(this);
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return Lettering.CONTEXT;
  }

  @Override
  public void fill(Shape shape) {
    for (int turns = 0; turns <= 1; turns++) {
      var upright = AffineTransform.getQuadrantRotateInstance(turns);
      var text = lettering.read(upright.createTransformedShape(shape));
      if (text != null) {
        write(text, turns);
        return;
      }
    }
    here(shape, super::fill);
  }

  /** Does without a group of its own for each moved shape: a marker is a hundred bytes, not 300. */
  private void here(Shape shape, Consumer<Shape> paint) {
    var place = getTransform();
    boolean moved = place.getType() == AffineTransform.TYPE_TRANSLATION;
    if (moved && shape instanceof Ellipse2D round) {
      setTransform(new AffineTransform());
      paint.accept(
          new Ellipse2D.Double(
              round.getX() + place.getTranslateX(),
              round.getY() + place.getTranslateY(),
              round.getWidth(),
              round.getHeight()));
      setTransform(place);
    } else {
      paint.accept(shape);
    }
  }

  /**
   * Draws; a segment that starts where the last one ended lengthens it: XChart has no polylines.
   */
  @Override
  public void draw(Shape shape) {
    if (shape instanceof Line2D line) {
      if (polylines.isEmpty() || !last(polylines).lengthen(line, this)) {
        var first = Polyline.of(line, this);
        domGroupManager.addElement(first.element, DOMGroupManager.DRAW);
        polylines.add(first);
      }
    } else {
      here(shape, super::draw);
    }
  }

  private void write(Lettering.Text text, int turns) {
    setFont(text.font());
    var place = getTransform();
    var element = getDOMFactory().createElementNS(SVG, "text");
    element.setTextContent(text.string());
    setTransform(new AffineTransform()); // the place goes into the element: no group of its own
    domGroupManager.addElement(element, DOMGroupManager.FILL);
    setTransform(place);
    place.quadrantRotate(-turns);
    labels.add(new Label(element, text, place, turns));
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** Lines that hang together, and what they are drawn with. */
  private record Polyline(
      Element element, StringBuilder path, Point2D.Double end, List<@Nullable Object> pen) {

    static Polyline of(Line2D line, SvgCanvas canvas) {
      var element = canvas.getDOMFactory().createElementNS(SVG, "path");
      element.setAttribute("d", "M0 0");
      element.setAttribute("fill", "none");
      var end = new Point2D.Double(line.getX2(), line.getY2());
      var path = new StringBuilder("M");
      path.append(point(line.getP1())).append('L').append(point(line.getP2()));
      return new Polyline(element, path, end, pen(canvas));
    }

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
      return number(point.getX()) + " " + number(point.getY());
    }
  }

  /**
   * Ends all lines and places all text; called once, after painting, since a label's neighbours
   * tell how it hangs.
   */
  void settle() {
    polylines.forEach(line -> line.element.setAttribute("d", line.path.toString()));
    for (var label : labels) {
      boolean end = labels.stream().anyMatch(label::endsWhere);
      double share = label.text.font().equals(legend) ? 0 : end ? 1 : 0.5;
      var point = label.at(share);
      label.element.setAttribute("text-anchor", share == 0 ? "start" : end ? "end" : "middle");
      label.element.setAttribute(
          "transform",
          "translate(%s,%s)%s"
              .formatted(
                  number(point.getX()),
                  number(label.turns == 0 ? rowOf(label) : point.getY()),
                  label.turns == 0 ? "" : " rotate(-90)"));
    }
  }

  /** Returns the base line of the labels beside this one; XChart aligns their lowest points. */
  private double rowOf(Label label) {
    return labels.stream()
        .filter(other -> other.turns == 0 && other.text.font().equals(label.text.font()))
        .mapToDouble(other -> other.at(0).getY())
        .filter(y -> Math.abs(y - label.at(0).getY()) < 2.5)
        .min()
        .orElseThrow();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
