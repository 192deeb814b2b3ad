package alike.show;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.util.ArrayList;
import java.util.Base64;
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

/**
 * Paints SVG. XChart paints text as filled outlines; here they are read back ({@link Lettering})
 * and become text again, hung by the end or the middle so that it stays in place with whatever font
 * the viewer has.
 */
final class SvgCanvas extends SVGGraphics2D {

  /** Stands in identifiers for what makes them unique on a page. */
  static final String ID = "ID-OF-PICTURE-";

  static final String SVG = "http://www.w3.org/2000/svg";

  private static final String XLINK = "http://www.w3.org/1999/xlink";

  private final Lettering lettering;
  private final Labels labels;
  private final List<Polyline> polylines;

  SvgCanvas(Document document, Dimension size, Collection<Font> fonts, Font legend) {
    super(context(document), false);
    this.lettering = new Lettering(fonts);
    this.labels = new Labels(legend);
    this.polylines = new ArrayList<>();
    setSVGCanvasSize(size);
    setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  private SvgCanvas(SvgCanvas parent) {
    super(parent);
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
    var dashes = Dashes.read(shape);
    if (dashes == null) {
      here(shape, super::fill);
    } else {
      var stroke = getStroke();
      setStroke(dashes.stroke());
      draw(dashes.line());
      setStroke(stroke);
    }
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
        domGroupManager.addElement(first.element(), DOMGroupManager.DRAW);
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
    labels.add(element, text, place, turns);
  }

  /** Puts the pixels of an image into the file, each as a square. */
  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    var element = getDOMFactory().createElementNS(SVG, "image");
    var data = Base64.getEncoder().encodeToString(Raster.png((BufferedImage) image));
    element.setAttributeNS(XLINK, "xlink:href", "data:image/png;base64," + data);
    element.setAttribute("x", String.valueOf(x));
    element.setAttribute("y", String.valueOf(y));
    element.setAttribute("width", String.valueOf(width));
    element.setAttribute("height", String.valueOf(height));
    element.setAttribute("style", "image-rendering:pixelated");
    domGroupManager.addElement(element, DOMGroupManager.FILL);
    return true;
  }

  /** Writes text that hangs by a share of its width: 0 by its start, 0.5 its middle, 1 its end. */
  void write(String string, Font font, double x, double y, double share, int turns) {
    var place = getTransform();
    var from = getFont();
    setFont(font);
    var element = getDOMFactory().createElementNS(SVG, "text");
    element.setTextContent(string);
    setTransform(new AffineTransform());
    domGroupManager.addElement(element, DOMGroupManager.FILL);
    setTransform(place);
    setFont(from);
    var at = place.transform(new Point2D.Double(x, y), new Point2D.Double());
    element.setAttribute("text-anchor", share == 0 ? "start" : share == 1 ? "end" : "middle");
    element.setAttribute(
        "transform",
        "translate(%s,%s)%s"
            .formatted(
                number(at.getX()),
                number(at.getY()),
                turns == 0 ? "" : " rotate(%d)".formatted(90 * turns)));
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  /** Ends all lines and places all text; called once, after painting. */
  void settle() {
    polylines.forEach(line -> line.element().setAttribute("d", line.path().toString()));
    labels.place();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
