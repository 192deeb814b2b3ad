package alike.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small made-up images: a bright square on noise, whose place tells the class. */
public final class TinyImages {

  private TinyImages() {}

  /** Returns grey images of four classes, the same for the same seed. */
  public static ImageSet grey(int count, int side, long seed) {
    return of(count, side, 1, seed);
  }

  /** Returns colour images of four classes. */
  public static ImageSet colour(int count, int side, long seed) {
    return of(count, side, 3, seed);
  }

  /** Returns two sets of one kind, to learn from and to measure on. */
  public static TrainTest both(int train, int test, int side) {
    return new TrainTest(grey(train, side, 1), grey(test, side, 2));
  }

  private static ImageSet of(int count, int side, int channels, long seed) {
    var random = new SplittableRandom(seed);
    var pixels = new byte[count * side * side * channels];
    int[] labels = IntStream.range(0, count).map(i -> i % 4).toArray();
    for (int i = 0; i < pixels.length; i++) {
      int place = i / channels % (side * side);
      int quarter = (place / side < side / 2 ? 0 : 2) + (place % side < side / 2 ? 0 : 1);
      boolean bright = quarter == labels[i / (side * side * channels)];
      pixels[i] = (byte) (random.nextInt(60) + (bright ? 150 : 30));
    }
    return ImageSet.of("tiny", side, side, channels, pixels, labels, List.of("a", "b", "c", "d"));
  }
}
