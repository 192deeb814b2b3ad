package alike.augment;

import alike.data.SplitMix64;

/** Noise drawn anew for every value of an image, from a seed that is part of the operation. */
sealed interface Noise extends Op {

  /** Adds {@code N(0, sd²)}. */
  record Gaussian(double sd, long seed) implements Noise {
    @Override
    public void apply(Planes image) {
      var random = SplitMix64.of(seed);
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = Planes.clamp((float) (values[i] + sd * normal(random)));
      }
    }
  }

  /** Adds {@code x · N(0, sd²)}: the brighter, the noisier. */
  record Speckle(double sd, long seed) implements Noise {
    @Override
    public void apply(Planes image) {
      var random = SplitMix64.of(seed);
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = Planes.clamp((float) (values[i] * (1 + sd * normal(random))));
      }
    }
  }

  /** Counts photons: {@code Poisson(x · photons) / photons}. */
  record Shot(double photons, long seed) implements Noise {
    @Override
    public void apply(Planes image) {
      var random = SplitMix64.of(seed);
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = Planes.clamp((float) (poisson(random, values[i] * photons) / photons));
      }
    }
  }

  /** Turns a share of the values white or black, one as often as the other. */
  record Impulse(double share, long seed) implements Noise {
    @Override
    public void apply(Planes image) {
      var random = SplitMix64.of(seed);
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        double drawn = random.nextDouble();
        values[i] = drawn < share / 2 ? 0 : drawn < share ? 1 : values[i];
      }
    }
  }

  /** Returns a standard normal number, after Box and Muller; the same on every machine. */
  static double normal(SplitMix64 random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** Returns a Poisson number, after Knuth, in parts of a mean that exp can take. */
  static int poisson(SplitMix64 random, double mean) {
    int count = 0;
    for (double rest = mean; rest > 0; rest -= 500) {
      double limit = StrictMath.exp(-Math.min(rest, 500));
      for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
        count++;
      }
    }
    return count;
  }
}
