package alike.show;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
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

  private final Lettering lettering;
  private final List<Label> labels;

  SvgCanvas(Document document, Dimension size, Collection<Font> fonts) {
    super(context(document), false);
    this.lettering = new Lettering(fonts);
    this.labels = new ArrayList<>();
    setSVGCanvasSize(size);
    setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  private SvgCanvas(SvgCanvas parent) {
    super(parent);
    this.lettering = parent.lettering;
    this.labels = parent.labels;
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
    super.fill(shape);
  }

  private void write(Lettering.Text text, int turns) {
    setFont(text.font());
    var place = getTransform();
    var element = getDOMFactory().createElementNS("http://www.w3.org/2000/svg", "text");
    element.setTextContent(text.string());
    setTransform(new AffineTransform()); // the place goes into the element: no group of its own
    domGroupManager.addElement(element, DOMGroupManager.FILL);
    setTransform(place);
    place.quadrantRotate(-turns);
    labels.add(new Label(element, text, place, turns));
  }

  /** Places all text; called once, after painting, since a label's neighbours tell how it hangs. */
  void settleText() {
    for (var label : labels) {
      boolean end = labels.stream().anyMatch(label::endsWhere);
      var point = label.at(end ? 1 : 0.5);
      label.element.setAttribute("text-anchor", end ? "end" : "middle");
      label.element.setAttribute(
          "transform",
          "translate(%s,%s)%s"
              .formatted(
                  number(point.getX()),
                  number(point.getY()),
                  label.turns == 0 ? "" : " rotate(-90)"));
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
