package alike.augment;

/**
 * Where each pixel of a turned, shifted or tilted image comes from: {@code u = (aX + bY + c) / (gX
 * + hY + 1)}, {@code v = (dX + eY + f) / (gX + hY + 1)}.
 *
 * <p>X and Y are pixels, u and v half widths and half heights, from one common origin: with them in
 * that unit a place half-way between two pixels falls to the side to which it falls in torchvision.
 */
final class Warp {

  private final double origin; // in half widths and half heights from the corner
  private final double[] map; // a, b, c, d, e, f, g, h

  private Warp(double origin, double[] map) {
    this.origin = origin;
    this.map = map;
  }

  /** A map in pixels about the image's middle: a, b, c, d, e, f. */
  static Warp aboutMiddle(Planes image, double... map) {
    return new Warp(1, inHalves(image, map[0], map[1], map[2], map[3], map[4], map[5], 0, 0));
  }

  /** A map in pixels about the image's upper left corner: a, b, c, d, e, f, g, h. */
  static Warp aboutCorner(Planes image, double... map) {
    return new Warp(0, inHalves(image, map));
  }

  private static double[] inHalves(Planes image, double... map) {
    for (int i = 0; i < 6; i++) {
      map[i] /= (i < 3 ? image.width() : image.height()) * 0.5;
    }
    return map;
  }

  /**
   * Fetches every pixel from where it comes from.
   *
   * @param interpolation NEAREST or BILINEAR
   * @param fill what is outside of the image; bilinear results mix with it at the border
   */
  void apply(Planes image, Interpolation interpolation, double fill) {
    var pixels = new Pixels(image, (float) fill);
    boolean nearest = interpolation.requireForTurning() == Interpolation.NEAREST;
    double middle = origin * 0.5;
    for (int y = 0; y < image.height(); y++) {
      double down = y + 0.5 - middle * image.height();
      for (int x = 0; x < image.width(); x++) {
        double right = x + 0.5 - middle * image.width();
        double depth = right * map[6] + down * map[7] + 1;
        double u = (right * map[0] + down * map[1] + map[2]) / depth + (origin - 1);
        double v = (right * map[3] + down * map[4] + map[5]) / depth + (origin - 1);
        pixels.fetch(
            nearest, ((u + 1) * image.width() - 1) / 2, ((v + 1) * image.height() - 1) / 2);
      }
    }
    image.replace(image.height(), image.width(), pixels.target);
  }

  /** The pixels fetched so far, row after row; places are those of pixels' centres. */
  private static final class Pixels {

    private final float[] source;
    private final int height;
    private final int width;
    private final int area;
    private final float fill;
    private final float[] target;
    private int next;

    Pixels(Planes image, float fill) {
      this.source = image.values();
      this.height = image.height();
      this.width = image.width();
      this.area = height * width;
      this.fill = fill;
      this.target = new float[source.length];
    }

    void fetch(boolean nearest, double u, double v) {
      if (nearest) {
        fetchNearest(u, v);
      } else {
        fetchBilinear(u, v);
      }
    }

    private void fetchNearest(double u, double v) {
      double column = Math.rint(u);
      double row = Math.rint(v);
      if (column >= 0 && column < width && row >= 0 && row < height) { // NaN is outside
        int from = ((int) row) * width + (int) column;
        for (int i = next; i < target.length; i += area, from += area) {
          target[i] = source[from];
        }
        next++;
      } else {
        fetchFill();
      }
    }

    private void fetchBilinear(double u, double v) {
      if (!(u > -1 && u < width && v > -1 && v < height)) { // NaN is outside
        fetchFill();
        return;
      }
      int left = (int) Math.floor(u);
      int top = (int) Math.floor(v);
      float right = (float) (u - left);
      float down = (float) (v - top);
      boolean inside = left >= 0 && left + 1 < width && top >= 0 && top + 1 < height;
      int from = top * width + left;
      for (int i = next, plane = 0; i < target.length; i += area, plane += area, from += area) {
        float a = inside ? source[from] : at(plane, left, top);
        float b = inside ? source[from + 1] : at(plane, left + 1, top);
        float c = inside ? source[from + width] : at(plane, left, top + 1);
        float d = inside ? source[from + width + 1] : at(plane, left + 1, top + 1);
        float upper = a + right * (b - a);
        float lower = c + right * (d - c);
        target[i] = Planes.clamp(upper + down * (lower - upper));
      }
      next++;
    }

    private void fetchFill() {
      for (int i = next; i < target.length; i += area) {
        target[i] = fill;
      }
      next++;
    }

    private float at(int plane, int column, int row) {
      return column >= 0 && column < width && row >= 0 && row < height
          ? source[plane + row * width + column]
          : fill;
    }
  }
}
