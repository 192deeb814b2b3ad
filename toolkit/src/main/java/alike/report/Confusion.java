package alike.report;

import alike.data.ImageSet;
import java.util.List;

/**
 * Which classes are taken for which: of the images of each class (row), the part that was predicted
 * as each class (column), in percent. Rows sum to 100; right answers lie on the diagonal.
 */
public final class Confusion implements Charted {

  private final String title;
  private final List<String> classes;
  private final int[][] counts;

  private Confusion(String title, List<String> classes, int[][] counts) {
    this.title = title;
    this.classes = List.copyOf(classes);
    this.counts = counts;
  }

  /**
   * Counts predictions.
   *
   * @param title what it shows
   * @param images whose labels are right
   * @param predicted one class an image
   */
  public static Confusion of(String title, ImageSet images, int[] predicted) {
    return of(title, images.classNames(), images.labels(), predicted);
  }

  /**
   * Counts predictions.
   *
   * @param title what it shows
   * @param classes the name of each class
   * @param labels the right class of each item, 0 to the number of classes less one
   * @param predicted the predicted one
   */
  public static Confusion of(String title, List<String> classes, int[] labels, int[] predicted) {
    if (labels.length != predicted.length) {
      throw new IllegalArgumentException(
          "Got %d labels and %d predictions. Give one of each an item."
              .formatted(labels.length, predicted.length));
    }
    var counts = new int[classes.size()][classes.size()];
    for (int i = 0; i < labels.length; i++) {
      requireClass(classes, labels[i]);
      requireClass(classes, predicted[i]);
      counts[labels[i]][predicted[i]]++;
    }
    return new Confusion(title, classes, counts);
  }

  private static void requireClass(List<String> classes, int value) {
    if (value < 0 || value >= classes.size()) {
      throw new IllegalArgumentException(
          "Class %d is not among the %d that are named. Name all classes, from 0."
              .formatted(value, classes.size()));
    }
  }

  /** Returns how many items of a class were predicted as another, or rightly. */
  public int count(int label, int predicted) {
    return counts[label][predicted];
  }

  /** Returns the part of items that are right, in [0, 1]. */
  public double accuracy() {
    double right = 0;
    double all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      for (int count : counts[label]) {
        all += count;
      }
    }
    return right / all;
  }

  /** Returns the map of percentages. */
  @Override
  public HeatMap chart() {
    var shares = new double[counts.length][counts.length];
    for (int label = 0; label < counts.length; label++) {
      double all = 0;
      for (int count : counts[label]) {
        all += count;
      }
      for (int other = 0; other < counts.length; other++) {
        shares[label][other] = 100 * counts[label][other] / all; // NaN for a class without items
      }
    }
    return HeatMap.of(title, classes, classes, shares)
        .axes("true class", "predicted class (% of the true class)")
        .range(0, 100)
        .format("%.0f");
  }

  @Override
  public String toString() {
    return "%s. %d classes, accuracy %.1f %%".formatted(title, classes.size(), 100 * accuracy());
  }
}
