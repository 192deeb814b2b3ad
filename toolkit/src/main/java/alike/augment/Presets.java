package alike.augment;

import alike.check.Require;
import java.util.ArrayList;
import java.util.List;

/** The papers' pipelines. */
final class Presets {

  private static final Normalize FASHION_MNIST = Normalize.grey(0.2860, 0.3530);
  private static final Normalize CIFAR_10 =
      new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));
  private static final Normalize IMAGENET =
      new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private Presets() {}

  static Pipeline simClr(int size) {
    Require.atLeast("size of the views", 4, size);
    boolean large = size >= 96;
    var steps = new ArrayList<Step>();
    steps.add(new RandomResizedCrop(size, size <= 28 ? 0.3 : 0.08, 1));
    steps.add(new HorizontalFlip(0.5));
    steps.add(ColorJitter.strength(large ? 1 : 0.5));
    steps.add(new RandomGrayscale(0.2));
    if (large) {
      steps.add(new GaussianBlur(size / 20 * 2 + 1, 0.1, 2, 0.5));
    }
    steps.add(size <= 28 ? FASHION_MNIST : large ? IMAGENET : CIFAR_10);
    return new Pipeline(steps);
  }
}
