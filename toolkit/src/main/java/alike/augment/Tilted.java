package alike.augment;

import java.util.List;

/**
 * Shows the image from another place: its corners go where they are told, straight lines stay
 * straight.
 *
 * @param from four points of the image, each x and y, pixels
 * @param to where they go
 * @param interpolation NEAREST or BILINEAR
 * @param fill what comes in from outside, in [0, 1]
 */
record Tilted(List<Point> from, List<Point> to, Interpolation interpolation, double fill)
    implements Op {

  /** A place in an image, pixels. */
  record Point(double x, double y) {}

  @Override
  public void apply(Planes image) {
    Warp.aboutCorner(image, map()).apply(image, interpolation, fill);
  }

  /** Solves for a … h so that the map takes every {@code to} back to its {@code from}. */
  private double[] map() {
    var rows = new double[8][];
    for (int i = 0; i < 4; i++) {
      double x = to.get(i).x();
      double y = to.get(i).y();
      double u = from.get(i).x();
      double v = from.get(i).y();
      rows[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      rows[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    var map = LinearSystem.solve(rows);
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) map[i]; // as in torchvision: places half-way between pixels hang on it
    }
    return map;
  }
}
