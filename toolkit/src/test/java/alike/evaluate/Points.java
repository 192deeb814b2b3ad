package alike.evaluate;

import alike.data.ImageSet;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Embeddings without an encoder: numbers with labels, on images that show nothing. */
final class Points {

  private Points() {}

  /** Returns rows of {@code values.length / labels.length} numbers with their classes. */
  static Embeddings of(float[] values, int... labels) {
    return Embeddings.of(images(labels), values.length / labels.length, values);
  }

  /** Returns images, each of two grey pixels, its place in the set. */
  static ImageSet images(int... labels) {
    int classes = Math.max(2, Arrays.stream(labels).max().orElseThrow() + 1);
    var pixels = new byte[2 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      pixels[2 * i] = (byte) i;
      pixels[2 * i + 1] = (byte) (i >> 8);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    return ImageSet.of("points", 1, 2, 1, pixels, labels, names);
  }

  /** Returns rows around a centre of their class. */
  static Embeddings clouds(int count, int width, int classes, double spread, int seed) {
    var centres = new SplittableRandom(99);
    var middle = new double[classes * width];
    Arrays.setAll(middle, i -> centres.nextGaussian());
    var random = new SplittableRandom(seed);
    int[] labels = IntStream.range(0, count).map(i -> i % classes).toArray();
    var values = new float[count * width];
    for (int i = 0; i < values.length; i++) {
      double centre = middle[labels[i / width] * width + i % width];
      values[i] = (float) (centre + spread * random.nextGaussian());
    }
    return of(values, labels);
  }
}
