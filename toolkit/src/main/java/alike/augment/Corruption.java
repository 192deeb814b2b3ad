package alike.augment;

import alike.data.SplitMix64;
import java.util.List;
import java.util.Locale;

/**
 * What can spoil an image, in five severities: to measure how robust an encoder is. The severities
 * are those of CIFAR-10-C, made for 32 × 32 pixels; {@link Corrupt#times} strengthens them for
 * images on which they are mild, as Fashion-MNIST.
 *
 * <pre>{@code
 * for (var corruption : Corruption.grey()) {
 *   for (int severity = 1; severity <= 5; severity++) {
 *     var spoilt = corruption.severity(severity).applyTo(data.test(), 7);
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>Where we differ from CIFAR-10-C: there is no frost, snow, elastic, spatter and saturate, but
 * zooming out; zooms are exact where there rows are cut; glass exchanges pixels up to the edge;
 * values are rounded to bytes where there they are cut off.
 *
 * @see <a href="https://arxiv.org/abs/1903.12261">Hendrycks, Dietterich 2019</a>
 */
public enum Corruption {
  /** Adds noise of deviation 0.04 to 0.1. */
  GAUSSIAN_NOISE((at, seed) -> new Noise.Gaussian(at.times(0.04, 0.06, 0.08, 0.09, 0.1), seed)),

  /** Counts few photons: from 500 to 50 for white. */
  SHOT_NOISE(
      (at, seed) ->
          new Noise.Shot(at.of(500, 250, 100, 75, 50) / (at.strength * at.strength), seed)),

  /** Makes 0.01 to 0.07 of the values black or white. */
  IMPULSE_NOISE(
      (at, seed) -> new Noise.Impulse(Math.min(1, at.times(0.01, 0.02, 0.03, 0.05, 0.07)), seed)),

  /** Adds noise in proportion to the value, of deviation 0.06 to 0.2. */
  SPECKLE_NOISE((at, seed) -> new Noise.Speckle(at.times(0.06, 0.1, 0.12, 0.16, 0.2), seed)),

  /** Blurs with σ of 0.4 to 1 pixels. */
  GAUSSIAN_BLUR((at, seed) -> Smear.blurred(at.times(0.4, 0.6, 0.7, 0.8, 1), at.edge)),

  /** Puts out of focus: a disc of radius 0.3 to 1.5 pixels. */
  DEFOCUS_BLUR(
      (at, seed) ->
          new Smear.Defocused(at.times(0.3, 0.4, 0.5, 1, 1.5), at.times(0.4, 0.5, 0.6, 0.2, 0.1))),

  /**
   * Looks through ribbed glass: neighbours exchanged once or twice, and a little blur. As
   * published, severities 3 and 5 blur more, and so change the values less, than those before them.
   */
  GLASS_BLUR(
      (at, seed) ->
          new Smear.Shattered(
              at.times(0.05, 0.25, 0.4, 0.25, 0.4),
              1,
              (int) Math.round(at.times(1, 1, 1, 2, 2)),
              seed)),

  /** Drags in a direction from -45° to 45°, with σ of 1 to 2.5 pixels. */
  MOTION_BLUR(
      (at, seed) ->
          new Smear.Dragged(
              2 * (int) Math.round(at.times(6, 6, 6, 8, 9)) + 1,
              at.times(1, 1.5, 2, 2, 2.5),
              SplitMix64.of(seed).uniform(-45, 45))),

  /** Zooms while exposed, by up to 1.05 to 1.25. */
  ZOOM_BLUR((at, seed) -> new Smear.ZoomBlurred(1 + at.times(0.06, 0.11, 0.16, 0.21, 0.26), 0.01)),

  /** Lays fog over the image, 0.2 to 1.5 of it. */
  FOG(
      (at, seed) ->
          new Light.Fogged(at.times(0.2, 0.5, 0.75, 1, 1.5), at.of(3, 3, 2.5, 2, 1.75), seed)),

  /** Takes contrast away: 0.75 to 0.15 of it remains. */
  CONTRAST((at, seed) -> new Light.Faded(at.power(0.75, 0.5, 0.4, 0.3, 0.15))),

  /** Makes brighter, by 0.05 to 0.3. */
  BRIGHTNESS((at, seed) -> new Light.Overexposed(at.times(0.05, 0.1, 0.15, 0.2, 0.3))),

  /** Shrinks to 0.95 to 0.65 of the rows and columns, and enlarges again. */
  PIXELATE((at, seed) -> new Coarse.Pixelated(at.power(0.95, 0.9, 0.85, 0.75, 0.65))),

  /** Compresses as JPEG, quality 80 to 40 of 100. */
  JPEG(
      (at, seed) ->
          new Coarse.Compressed(
              Math.max(1, (int) Math.round(at.of(80, 65, 58, 50, 40) / at.strength)))),

  /** Shows the image smaller, by 1.05 to 1.4, black around it. */
  ZOOM_OUT((at, seed) -> new Coarse.Shrunk(1 + at.times(0.05, 0.1, 0.2, 0.3, 0.4)));

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Draws draws;

  Corruption(Draws draws) {
    this.draws = draws;
  }

  /** Makes an operation from a level and from a seed, which is all its chance. */
  @FunctionalInterface
  private interface Draws {
    Op of(Level level, long seed);
  }

  /** How strongly, 1 to 5 times a factor, and the shorter edge of the image. */
  private record Level(int severity, double strength, int edge) {

    /** Returns the number of this severity. */
    double of(double... one) {
      return one[severity - 1];
    }

    /** Returns the number of this severity, where 0 does nothing, strengthened. */
    double times(double... one) {
      return of(one) * strength;
    }

    /** Returns the number of this severity, where 1 does nothing and 0 all, strengthened. */
    double power(double... one) {
      return Math.pow(of(one), strength);
    }
  }

  /** Returns all corruptions. */
  public static List<Corruption> all() {
    return List.of(values());
  }

  /** Returns the eight that suit small grey images. */
  public static List<Corruption> grey() {
    return List.of(
        GAUSSIAN_NOISE,
        SHOT_NOISE,
        IMPULSE_NOISE,
        GAUSSIAN_BLUR,
        CONTRAST,
        BRIGHTNESS,
        PIXELATE,
        ZOOM_OUT);
  }

  /** Returns the corruption at a severity from 1, mild, to 5. */
  public Corrupt severity(int severity) {
    return new Corrupt(this, severity, 1);
  }

  /** Returns the name for people, for example "gaussian noise". */
  public String label() {
    return this == JPEG ? "JPEG" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  Op draw(int severity, double strength, int edge, long seed) {
    return draws.of(new Level(severity, strength, edge), seed);
  }
}
