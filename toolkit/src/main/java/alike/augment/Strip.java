package alike.augment;

import alike.data.ImageGrid;
import alike.data.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A step along its strength: what one image becomes, weakest to strongest. Chance is the same for
 * all tiles, so that only the strength differs.
 *
 * <pre>{@code
 * Strip.grid(data.test(), 5,
 *     Strip.of("blur σ", sigma -> new GaussianBlur(9, sigma, sigma, 1), 0.5, 1, 1.5, 2),
 *     Strip.of("solarise from", from -> new Solarize(from, 1), 0.8, 0.6, 0.4, 0.2))
 * }</pre>
 *
 * @param name what varies, with its unit; heads the row
 * @param family the step of a strength
 * @param strengths in the order in which they are shown, one or more
 */
public record Strip(String name, DoubleFunction<? extends Step> family, List<Double> strengths) {

  /** Copies the strengths in. */
  public Strip {
    strengths = List.copyOf(strengths);
    if (strengths.isEmpty()) {
      throw new IllegalArgumentException(
          "Strip '%s' has no strengths. Give those to be shown.".formatted(name));
    }
  }

  /** Returns the strip of a family of steps at these strengths. */
  public static Strip of(String name, DoubleFunction<? extends Step> family, double... strengths) {
    return new Strip(name, family, Arrays.stream(strengths).boxed().toList());
  }

  /** Returns the strip of a corruption, severity by severity. */
  public static Strip of(Corruption corruption) {
    return of(corruption.label(), s -> corruption.severity((int) Math.round(s)), 1, 2, 3, 4, 5);
  }

  /**
   * Returns a strip for each operation that has a strength: on grey images without those that are
   * colour alone.
   */
  public static List<Strip> all(ImageSet images) {
    return Strips.all(images);
  }

  /** Returns one image under several strips, a row each: the image itself, then its strengths. */
  public static ImageGrid grid(ImageSet images, int index, Strip... strips) {
    return grid(images, index, List.of(strips));
  }

  /**
   * Returns one image under several strips, a row each: the image itself, then its strengths.
   *
   * @param images where the image is
   * @param index which image
   * @param strips one or more, of equally many strengths
   */
  public static ImageGrid grid(ImageSet images, int index, List<Strip> strips) {
    return Strips.grid(images, index, List.copyOf(strips));
  }
}
