package alike.show;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads text back from its outline, glyph by glyph, in any of a few known fonts. */
final class Lettering {

  /** How text is measured when it is meant to be read back. */
  static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  /**
   * Text found in an outline.
   *
   * @param x where the first letter's pen stood
   * @param y the base line
   * @param width from there to where the pen stood at the end
   */
  record Text(String string, Font font, double x, double y, double width) {}

  private static final double TOLERANCE = 0.02; // pixels; outlines are floats
  private static final int[][] LETTERS = { // Latin, Greek, dashes and small figures, mathematics
    {0x21, 0x24f}, {0x370, 0x3ff}, {0x2010, 0x209c}, {0x2190, 0x22ff}
  };

  private final Map<Font, List<Glyph>> fonts = new HashMap<>();
  private final List<Font> order;

  Lettering(Collection<Font> fonts) {
    this.order = List.copyOf(fonts);
  }

  /** Returns the text whose outline this is, or null if it is another shape. */
  @Nullable Text read(Shape shape) {
    var outline = Outline.of(shape);
    if (outline.kinds.isEmpty()) {
      return null;
    }
    for (var font : order) {
      var text = read(outline, font);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable Text read(Outline outline, Font font) {
    var string = new StringBuilder();
    double space = font.getStringBounds(" ", CONTEXT).getWidth();
    double start = 0;
    double pen = 0;
    double base = 0;
    for (int at = 0; at < outline.kinds.length(); ) {
      var glyph = glyphAt(outline, at, font);
      if (glyph == null) {
        return null;
      }
      double x = outline.xy[2 * at] - glyph.outline.xy[0];
      double y = outline.xy[2 * at + 1] - glyph.outline.xy[1];
      if (at == 0) {
        start = x;
        base = y;
      } else if (Math.abs(y - base) > TOLERANCE) {
        return null;
      } else {
        string.append(" ".repeat((int) Math.max(0, Math.round((x - pen) / space))));
      }
      string.append(glyph.letter);
      pen = x + glyph.advance;
      at += glyph.outline.kinds.length();
    }
    return new Text(string.toString(), font, start, base, pen - start);
  }

  private @Nullable Glyph glyphAt(Outline outline, int at, Font font) {
    for (var glyph : fonts.computeIfAbsent(font, Lettering::glyphs)) {
      if (outline.continuesWith(glyph.outline, at)) {
        return glyph;
      }
    }
    return null;
  }

  /** Returns the font's letters, those of most parts first: i before its dot-less stem. */
  private static List<Glyph> glyphs(Font font) {
    return Arrays.stream(LETTERS)
        .flatMapToInt(range -> IntStream.rangeClosed(range[0], range[1]))
        .filter(font::canDisplay)
        .mapToObj(Character::toString)
        .map(letter -> Glyph.of(letter, font))
        .filter(glyph -> !glyph.outline.kinds.isEmpty())
        .sorted(Comparator.comparing((Glyph glyph) -> -glyph.outline.kinds.length()))
        .toList();
  }

  private record Glyph(String letter, double advance, Outline outline) {
    static Glyph of(String letter, Font font) {
      var vector = font.createGlyphVector(CONTEXT, letter);
      return new Glyph(
          letter, vector.getGlyphMetrics(0).getAdvanceX(), Outline.of(vector.getGlyphOutline(0)));
    }
  }

  /** A path: the kind of each segment as a letter, and each segment's end point. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Outline(String kinds, double[] xy) {

    static Outline of(Shape shape) {
      var kinds = new StringBuilder();
      var ends = new ArrayList<Double>();
      double[] points = new double[6];
      int[] end = {0, 0, 2, 4, 0};
      for (var i = shape.getPathIterator(null); !i.isDone(); i.next()) {
        int kind = i.currentSegment(points);
        kinds.append("MLQCZ".charAt(kind));
        boolean close = kind == PathIterator.SEG_CLOSE;
        ends.add(close ? 0 : points[end[kind]]);
        ends.add(close ? 0 : points[end[kind] + 1]);
      }
      return new Outline(
          kinds.toString(), ends.stream().mapToDouble(Double::doubleValue).toArray());
    }

    boolean continuesWith(Outline other, int at) {
      if (!kinds.startsWith(other.kinds, at)) {
        return false;
      }
      double dx = xy[2 * at] - other.xy[0];
      double dy = xy[2 * at + 1] - other.xy[1];
      for (int i = 0; i < other.kinds.length(); i++) {
        if (other.kinds.charAt(i) != 'Z'
            && (Math.abs(xy[2 * (at + i)] - other.xy[2 * i] - dx) > TOLERANCE
                || Math.abs(xy[2 * (at + i) + 1] - other.xy[2 * i + 1] - dy) > TOLERANCE)) {
          return false;
        }
      }
      return true;
    }
  }
}
