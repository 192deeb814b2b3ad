package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** An oracle for what turns, leans and tilts images: every pixel alone, matrices in full. */
final class PlainWarp {

  private PlainWarp() {}

  /** Where a pixel's centre comes from: x and y, pixels from the upper left corner. */
  @FunctionalInterface
  interface Back {
    double[] place(double x, double y);
  }

  /** Checks an operation on colour and grey images of different heights and widths. */
  static void agrees(Op op, Planes original, Back back, double fill, double tolerance) {
    var image = TestImages.copy(original);

    op.apply(image);

    int at = 0;
    for (int channel = 0; channel < original.channels(); channel++) {
      for (int y = 0; y < original.height(); y++) {
        for (int x = 0; x < original.width(); x++) {
          double[] from = back.place(x + 0.5, y + 0.5);
          double expected = bilinear(original, channel, from[0] - 0.5, from[1] - 0.5, fill);
          assertThat(image.values()[at++])
              .as("%s, channel %d, row %d, column %d", op, channel, y, x)
              .isCloseTo((float) expected, within((float) tolerance));
        }
      }
    }
  }

  private static double bilinear(Planes image, int channel, double u, double v, double fill) {
    double sum = 0;
    for (int row = (int) Math.floor(v); row <= Math.floor(v) + 1; row++) {
      for (int column = (int) Math.floor(u); column <= Math.floor(u) + 1; column++) {
        double weight = (1 - Math.abs(u - column)) * (1 - Math.abs(v - row));
        boolean inside = row >= 0 && row < image.height() && column >= 0 && column < image.width();
        int at = (channel * image.height() + row) * image.width() + column;
        sum += weight * (inside ? image.values()[at] : fill);
      }
    }
    return sum;
  }

  static double[][] times(double[][] a, double[][] b) {
    var product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  /** The inverse up to a factor, by cofactors. */
  static double[][] adjugate(double[][] m) {
    var inverse = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (i + 1) % 3;
        int b = (i + 2) % 3;
        int c = (j + 1) % 3;
        int d = (j + 2) % 3;
        inverse[j][i] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
    }
    return inverse;
  }

  static double[] place(double[][] m, double x, double y) {
    double depth = m[2][0] * x + m[2][1] * y + m[2][2];
    return new double[] {
      (m[0][0] * x + m[0][1] * y + m[0][2]) / depth, (m[1][0] * x + m[1][1] * y + m[1][2]) / depth
    };
  }

  static double[][] shift(double x, double y) {
    return new double[][] {{1, 0, x}, {0, 1, y}, {0, 0, 1}};
  }

  /** A turn, clockwise where y goes down. */
  static double[][] turn(double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return new double[][] {{cos, -sin, 0}, {sin, cos, 0}, {0, 0, 1}};
  }
}
