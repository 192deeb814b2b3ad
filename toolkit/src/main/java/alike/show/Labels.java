package alike.show;

import java.awt.Font;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** The text of a picture; where a label hangs, its neighbours tell. */
final class Labels {

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

  private final List<Label> labels = new ArrayList<>();
  private final Font legend; // its labels stand to the right of their keys

  Labels(Font legend) {
    this.legend = legend;
  }

  void add(Element element, Lettering.Text text, AffineTransform place, int turns) {
    labels.add(new Label(element, text, place, turns));
  }

  /** Places all text; called once, after painting. */
  void place() {
    for (var label : labels) {
      boolean end = labels.stream().anyMatch(label::endsWhere);
      double share = label.text.font().equals(legend) ? 0 : end ? 1 : 0.5;
      var point = label.at(share);
      label.element.setAttribute("text-anchor", share == 0 ? "start" : end ? "end" : "middle");
      label.element.setAttribute(
          "transform",
          "translate(%s,%s)%s"
              .formatted(
                  SvgCanvas.number(point.getX()),
                  SvgCanvas.number(label.turns == 0 ? rowOf(label) : point.getY()),
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
}
