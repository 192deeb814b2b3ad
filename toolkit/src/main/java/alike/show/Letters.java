package alike.show;

import java.awt.Font;
import java.awt.Graphics2D;

/**
 * Text in pictures that are painted by hand: it hangs where it should in whatever font there is.
 */
public final class Letters {

  private Letters() {}

  /** Returns the house's font, {@code size} CSS pixels high. */
  public static Font plain(double size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 12).deriveFont((float) size);
  }

  /** Returns how wide a text is, in CSS pixels. */
  public static double width(String text, Font font) {
    return font.getStringBounds(text, Lettering.CONTEXT).getWidth();
  }

  /**
   * Writes one line in the colour that is set.
   *
   * @param y its base line
   * @param share what lies left of x: 0 nothing, 0.5 half of the text, 1 all of it
   */
  public static void write(
      Graphics2D graphics, String text, Font font, double x, double y, double share) {
    write(graphics, text, font, x, y, share, 0);
  }

  /** Writes one line upwards; {@code share} of it lies beneath y. */
  public static void upwards(
      Graphics2D graphics, String text, Font font, double x, double y, double share) {
    write(graphics, text, font, x, y, share, -1);
  }

  private static void write(
      Graphics2D graphics, String text, Font font, double x, double y, double share, int turns) {
    if (text.isEmpty()) {
      return;
    }
    if (graphics instanceof SvgCanvas canvas) {
      canvas.write(text, font, x, y, share, turns);
      return;
    }
    var place = graphics.getTransform();
    var before = graphics.getFont();
    graphics.setFont(font);
    graphics.translate(x, y);
    graphics.rotate(turns * Math.PI / 2);
    graphics.drawString(text, (float) (-share * width(text, font)), 0);
    graphics.setTransform(place);
    graphics.setFont(before);
  }
}
