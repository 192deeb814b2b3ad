package alike.augment;

import alike.data.SplitMix64;

/** Blurs of lenses and movement. */
sealed interface Smear extends Op {

  /** Returns a Gaussian blur that reaches 4 σ, or as far as an image of that edge has pixels. */
  static Op blurred(double sigma, int edge) {
    int kernel = 2 * Math.min(edge - 1, (int) Math.ceil(4 * sigma)) + 1;
    return new Blurred(kernel, kernel, sigma, sigma);
  }

  /**
   * Mixes a disc of pixels, out of focus; the image reflected at its edges.
   *
   * @param radius of the disc, pixels
   * @param softness σ by which the disc's edge is blurred, in 3 × 3 pixels
   */
  record Defocused(double radius, double softness) implements Smear {
    @Override
    public void apply(Planes image) {
      int reach = (int) radius + 1;
      var kernel = kernel(reach);
      var source = image.values().clone();
      int area = image.height() * image.width();
      for (int i = 0; i < source.length; i++) {
        int y = i % area / image.width();
        int x = i % image.width();
        double sum = 0;
        for (int at = 0; at < kernel.length; at++) {
          if (kernel[at] == 0) {
            continue;
          }
          int row = reflected(y + at / (2 * reach + 1) - reach, image.height());
          int column = reflected(x + at % (2 * reach + 1) - reach, image.width());
          sum += kernel[at] * source[i / area * area + row * image.width() + column];
        }
        image.values()[i] = Planes.clamp((float) sum);
      }
    }

    /** Returns the weights, (2 · reach + 1)² of them. */
    private double[] kernel(int reach) {
      int edge = 2 * reach + 1;
      var kernel = new double[edge * edge];
      double side = Math.exp(-0.5 / (softness * softness));
      double total = 0;
      for (int at = 0; at < kernel.length; at++) {
        for (int near = 0; near < 9; near++) {
          int y = at / edge - reach + near / 3 - 1;
          int x = at % edge - reach + near % 3 - 1;
          boolean inside = y * y + x * x <= radius * radius;
          kernel[at] += inside ? Math.pow(side, near % 2 == 1 ? 1 : near == 4 ? 0 : 2) : 0;
        }
        total += kernel[at];
      }
      for (int at = 0; at < kernel.length; at++) {
        kernel[at] /= total;
      }
      return kernel;
    }

    private static int reflected(int at, int length) {
      int period = Math.max(1, 2 * (length - 1));
      int place = Math.floorMod(at, period);
      return place < length ? place : period - place;
    }
  }

  /**
   * Drags the image one way: the weight of a pixel falls with its distance; edges repeated.
   *
   * @param taps pixels mixed
   * @param sigma of the weights {@code exp(-d² / 2σ²)}, pixels
   * @param degrees direction, 0 along the rows
   */
  record Dragged(int taps, double sigma, double degrees) implements Smear {
    @Override
    public void apply(Planes image) {
      var source = image.values().clone();
      int area = image.height() * image.width();
      double across = Math.cos(Math.toRadians(degrees));
      double down = Math.sin(Math.toRadians(degrees));
      var weights = new double[taps];
      double total = 0;
      for (int tap = 0; tap < taps; tap++) {
        weights[tap] = Math.exp(-0.5 * tap * tap / (sigma * sigma));
        total += weights[tap];
      }
      for (int i = 0; i < source.length; i++) {
        double sum = 0;
        for (int tap = 0; tap < taps; tap++) {
          int row = held(i % area / image.width() + Math.round(tap * down), image.height());
          int column = held(i % image.width() + Math.round(tap * across), image.width());
          sum += weights[tap] * source[i / area * area + row * image.width() + column];
        }
        image.values()[i] = Planes.clamp((float) (sum / total));
      }
    }

    private static int held(long at, int length) {
      return (int) Math.max(0, Math.min(length - 1, at));
    }
  }

  /**
   * Mixes the image with itself zoomed in: the mean of the image and of its zooms by 1, 1 + step, 1
   * + 2 step, … below {@code most}.
   */
  record ZoomBlurred(double most, double step) implements Smear {
    @Override
    public void apply(Planes image) {
      int zooms = (int) Math.ceil((most - 1) / step - 1e-9);
      var sum = image.values().clone();
      for (int zoom = 0; zoom < zooms; zoom++) {
        var larger = Zoom.of(image, 1 + zoom * step);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += larger[i];
        }
      }
      for (int i = 0; i < sum.length; i++) {
        image.values()[i] = Planes.clamp(sum[i] / (zooms + 1));
      }
    }
  }

  /**
   * Looks through ribbed glass: blurs, exchanges each pixel with one up to {@code reach} before it,
   * in so many rounds, and blurs again.
   *
   * @param sigma of both blurs, pixels
   * @param reach pixels
   * @param rounds how often
   * @param seed of the exchanges
   */
  record Shattered(double sigma, int reach, int rounds, long seed) implements Smear {
    @Override
    public void apply(Planes image) {
      var random = SplitMix64.of(seed);
      var blur = Smear.blurred(sigma, Math.min(image.height(), image.width()));
      blur.apply(image);
      for (int round = 0; round < rounds; round++) {
        for (int y = image.height() - 1; y >= reach; y--) {
          for (int x = image.width() - 1; x >= reach; x--) {
            int otherX = x - random.below(reach + 1);
            int otherY = y - random.below(reach + 1);
            exchange(image, y * image.width() + x, otherY * image.width() + otherX);
          }
        }
      }
      blur.apply(image);
    }

    private static void exchange(Planes image, int one, int other) {
      int area = image.height() * image.width();
      var values = image.values();
      for (int plane = 0; plane < values.length; plane += area) {
        float kept = values[plane + one];
        values[plane + one] = values[plane + other];
        values[plane + other] = kept;
      }
    }
  }
}
