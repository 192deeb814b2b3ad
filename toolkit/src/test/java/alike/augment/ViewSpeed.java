package alike.augment;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import java.nio.FloatBuffer;
import java.util.List;

/** Prints what a view costs on one thread; run it by hand, nothing depends on the numbers. */
final class ViewSpeed {

  private ViewSpeed() {}

  public static void main(String[] arguments) {
    measure("28×28×1", FashionMnist.mini().train(), Augment.simClr(28), 60_000);
    measure("32×32×3", noise(32), Augment.simClr(32), 20_000);
    measure("96×96×3 with blur", noise(96), Augment.simClr(96), 2_000);
  }

  private static void measure(String name, ImageSet images, Augment augment, int views) {
    var target = FloatBuffer.allocate(images.channels() * augment.size() * augment.size());
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < views; i++) {
        augment.apply(images, i % images.size(), 7, round, i / images.size(), target, 0);
      }
      best = Math.min(best, (System.nanoTime() - start) * 1e-3 / views);
    }
    System.out.printf("%-18s %8.1f µs a view, one thread, best of 5 rounds%n", name, best);
  }

  private static ImageSet noise(int size) {
    var pixels = new byte[64 * size * size * 3];
    new java.util.Random(1).nextBytes(pixels);
    return ImageSet.of("noise", size, size, 3, pixels, new int[64], List.of("noise"));
  }
}
