package alike.report;

import alike.engine.Panels;
import alike.engine.Products;
import alike.model.Embeddings;
import alike.show.Figure;
import java.util.Locale;

/**
 * How cosine similarities of positive pairs (of one class, or two views of one image) are spread,
 * against those of negative ones: the less both overlap, the better pairs are told apart. All pairs
 * are counted, in 100 bins from −1 to 1; memory does not grow with the pairs.
 */
public final class Similarities implements Charted {

  private static final int BINS = 100;

  private final String title;
  private final String[] names;
  private final double[] positive; // densities: they sum to BINS / 2
  private final double[] negative;

  private Similarities(String title, String[] names, long[] positive, long[] negative) {
    this.title = title;
    this.names = names;
    this.positive = density(names[0], positive);
    this.negative = density(names[1], negative);
  }

  private static double[] density(String name, long[] counts) {
    double all = 0;
    for (long count : counts) {
      all += count;
    }
    if (all == 0) {
      throw new IllegalArgumentException(
          "There is no pair of %s. Give images of two classes or more, two of each or more."
              .formatted(name));
    }
    var density = new double[counts.length];
    for (int bin = 0; bin < density.length; bin++) {
      density[bin] = counts[bin] * (BINS / 2.0) / all;
    }
    return density;
  }

  /** Compares pairs of images of one class with pairs of two classes. */
  public static Similarities of(Embeddings rows) {
    int[] labels = rows.images().labels();
    var counts = new Counts(rows.size(), (i, j) -> labels[i] == labels[j] ? 0 : 1);
    counts.count(rows, rows, true);
    return new Similarities(
        "Similarities of " + rows.images().name(),
        new String[] {"same class", "other class"},
        counts.of(0),
        counts.of(1));
  }

  /** Compares two views of one image, row by row, with views of two images. */
  public static Similarities ofViews(Embeddings left, Embeddings right) {
    if (left.size() != right.size() || left.width() != right.width()) {
      throw new IllegalArgumentException(
          "Both views need one row an image and one width, got %s and %s.".formatted(left, right));
    }
    var counts = new Counts(left.size(), (i, j) -> i == j ? 0 : 1);
    counts.count(left, right, false);
    return new Similarities(
        "Similarities of views of " + left.images().name(),
        new String[] {"same image", "other image"},
        counts.of(0),
        counts.of(1));
  }

  @FunctionalInterface
  private interface Kind {
    int of(int row, int other);
  }

  /** Counts by kind and bin, each row for itself so that threads do not meet. */
  private static final class Counts {
    private final int[][] bins;
    private final Kind kind;

    Counts(int rows, Kind kind) {
      this.bins = new int[rows][];
      this.kind = kind;
    }

    void count(Embeddings left, Embeddings right, boolean below) {
      var columns = Panels.of(right.unit().values(), right.size(), right.width());
      Products.each(
          left.unit().values(),
          columns,
          () ->
              (row, column, products, at, count) -> {
                bins[row] = column == 0 ? new int[2 * BINS] : bins[row];
                for (int i = 0; i < count && !(below && column + i >= row); i++) {
                  int bin = (int) ((products[at + i] + 1) * (BINS / 2.0));
                  int inside = Math.max(0, Math.min(BINS - 1, bin));
                  bins[row][kind.of(row, column + i) * BINS + inside]++;
                }
              });
    }

    long[] of(int which) {
      var sums = new long[BINS];
      for (int[] row : bins) {
        for (int bin = 0; bin < BINS; bin++) {
          sums[bin] += row[which * BINS + bin];
        }
      }
      return sums;
    }
  }

  /** Returns the area that both densities share, in [0, 1]: 0 when they are apart. */
  public double overlap() {
    double shared = 0;
    for (int bin = 0; bin < BINS; bin++) {
      shared += Math.min(positive[bin], negative[bin]) * 2 / BINS;
    }
    return shared;
  }

  /** Returns both densities over the cosine similarity. */
  @Override
  public Figure chart() {
    int first = 0; // bins without any pair at both ends are left out
    int end = BINS;
    while (positive[first] + negative[first] == 0) {
      first++;
    }
    while (positive[end - 1] + negative[end - 1] == 0) {
      end--;
    }
    var edges = new double[2 * (end - first)];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = (first + (i + 1) / 2) * 2.0 / BINS - 1;
    }
    var zero = new double[edges.length];
    double[] alike = steps(positive, first, edges.length);
    double[] other = steps(negative, first, edges.length);
    return Figure.lines(title, "cosine similarity", "density")
        .band(names[0] + ", area", edges, zero, alike)
        .line(names[0], edges, alike)
        .band(names[1] + ", area", edges, zero, other)
        .line(names[1], edges, other);
  }

  private static double[] steps(double[] density, int first, int length) {
    var steps = new double[length];
    for (int i = 0; i < length; i++) {
      steps[i] = density[first + i / 2];
    }
    return steps;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s: %s against %s, overlap %.3f", title, names[0], names[1], overlap());
  }
}
