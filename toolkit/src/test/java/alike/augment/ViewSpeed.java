package alike.augment;

import alike.data.FashionMnist;
import alike.data.ImageSet;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;

/** Prints what a view costs on one thread; run it by hand, nothing depends on the numbers. */
final class ViewSpeed {

  private ViewSpeed() {}

  /** One way of making views. */
  private interface Way {
    void make(Pipeline augment, ImageSet images, int i, int epoch, FloatBuffer target);
  }

  public static void main(String[] arguments) {
    measure("28×28×1", FashionMnist.mini().train(), Augment.simClr(28), 60_000);
    measure("32×32×3", noise(32), Augment.simClr(32), 20_000);
    measure("96×96×3, blur", noise(96), Augment.simClr(96), 3_000);
    measure("224×224×3, blur", noise(224), Augment.simClr(224), 500);
    measure("500×375×3 to 224, blur", noise(500, 375), Augment.simClr(224), 300);
    measure("224×224×3 to 28", noise(224), Augment.simClr(28), 3000);
  }

  private static void measure(String name, ImageSet images, Pipeline augment, int views) {
    var fused = Fused.best();
    var plain = Fused.plain();
    System.out.printf(
        "%-24s vectors %8.2f   plain loops %8.2f   step by step %8.2f  µs a view%n",
        name,
        best(images, augment, views, (a, s, i, e, t) -> view(fused, a, s, i, e, t)),
        best(images, augment, views, (a, s, i, e, t) -> view(plain, a, s, i, e, t)),
        best(
            images,
            augment,
            views / 10,
            (a, s, i, e, t) -> a.stepByStep(s, i % s.size(), 7, e, i / s.size(), t, 0)));
  }

  private static void view(
      Fused fused, Pipeline augment, ImageSet images, int i, int epoch, FloatBuffer target) {
    int index = i % images.size();
    fused.view(augment.steps(), images, index, 7, epoch, i / images.size(), target, 0);
  }

  /** Processor time of the best of seven rounds. */
  private static double best(ImageSet images, Pipeline augment, int views, Way way) {
    var target = FloatBuffer.allocate(images.channels() * augment.size() * augment.size());
    var clock = ManagementFactory.getThreadMXBean();
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 7; round++) {
      long start = clock.getCurrentThreadCpuTime();
      for (int i = 0; i < views; i++) {
        way.make(augment, images, i, round, target);
      }
      best = Math.min(best, (clock.getCurrentThreadCpuTime() - start) * 1e-3 / views);
    }
    return best;
  }

  private static ImageSet noise(int size) {
    return noise(size, size);
  }

  private static ImageSet noise(int width, int height) {
    var pixels = new byte[64 * width * height * 3];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", height, width, 3, pixels, new int[64], List.of("noise"));
  }
}
