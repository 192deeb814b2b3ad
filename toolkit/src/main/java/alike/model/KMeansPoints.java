package alike.model;

import alike.data.SplitMix64;
import alike.engine.Nearest;
import alike.engine.Workers;
import java.util.Arrays;

/**
 * Rows to be clustered, moved so that their mean is zero (float32 products then lose nothing to a
 * common offset); spherical ones are of length 1 and stay where they are.
 */
final class KMeansPoints {

  private static final int CHUNK = 4096; // rows of a task

  private final int count;
  private final int width;
  private final double[] mean;
  private final float[] values; // [count, width]
  private final boolean spherical;

  private KMeansPoints(int width, double[] mean, float[] values, boolean spherical) {
    this.count = values.length / width;
    this.width = width;
    this.mean = mean;
    this.values = values;
    this.spherical = spherical;
  }

  static KMeansPoints of(float[] rows, int width, boolean spherical) {
    var points = new KMeansPoints(width, new double[width], rows.clone(), spherical);
    for (float value : rows) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "A row holds %s. Clusters need finite numbers.".formatted(value));
      }
    }
    if (spherical) {
      unit(points.values, width);
    } else {
      points.centre();
    }
    return points;
  }

  private static void unit(float[] rows, int width) {
    for (int from = 0; from < rows.length; from += width) {
      double square = 0;
      for (int i = from; i < from + width; i++) {
        square += (double) rows[i] * rows[i];
      }
      for (int i = from; i < from + width; i++) {
        rows[i] = square == 0 ? 0 : (float) (rows[i] / Math.sqrt(square));
      }
    }
  }

  private void centre() {
    for (int i = 0; i < values.length; i++) {
      mean[i % width] += values[i];
    }
    for (int column = 0; column < width; column++) {
      mean[column] /= count;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] - mean[i % width]);
    }
  }

  int count() {
    return count;
  }

  /** Returns given centres as these points see them. */
  double[] centred(float[] centres) {
    var moved = new double[centres.length];
    Arrays.setAll(moved, i -> centres[i] - mean[i % width]);
    normalise(moved);
    return moved;
  }

  double[] draw(KMeans.Start start, int k, SplitMix64 random) {
    var chosen =
        start == KMeans.Start.RANDOM
            ? Arrays.copyOf(random.permutation(count), k)
            : new PlusPlus(values, width).draw(k, random);
    var centres = new double[k * width];
    Arrays.setAll(centres, i -> values[chosen[i / width] * width + i % width]);
    return centres;
  }

  int[] nearest(double[] centres) {
    return Nearest.of(values, floats(centres), width);
  }

  private static float[] floats(double[] numbers) {
    var floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /** Moves each centre to the mean of its rows; one without rows gets the farthest row of all. */
  void move(double[] centres, int[] assignment) {
    int k = centres.length / width;
    var sizes = new int[k];
    for (int cluster : assignment) {
      sizes[cluster]++;
    }
    int[] owner = assignment;
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      owner = assignment.clone();
      fill(centres, owner, sizes);
    }
    means(centres, owner, sizes);
    normalise(centres);
  }

  private void fill(double[] centres, int[] owner, int[] sizes) {
    double[] apart = squares(centres, owner);
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      if (sizes[cluster] > 0) {
        continue;
      }
      int farthest = 0;
      for (int row = 1; row < count; row++) {
        farthest = apart[row] > apart[farthest] ? row : farthest;
      }
      if (apart[farthest] > 0) { // else there are fewer different rows than clusters
        sizes[owner[farthest]]--;
        sizes[cluster]++;
        owner[farthest] = cluster;
        apart[farthest] = 0;
      }
    }
  }

  private void means(double[] centres, int[] owner, int[] sizes) {
    var starts = new int[sizes.length + 1];
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      starts[cluster + 1] = starts[cluster] + sizes[cluster];
    }
    var rows = new int[count]; // by cluster, ascending in each: sums have one order
    var next = starts.clone();
    for (int row = 0; row < count; row++) {
      rows[next[owner[row]]++] = row;
    }
    Workers.each(
        sizes.length,
        () -> cluster -> mean(centres, cluster, rows, starts[cluster], starts[cluster + 1]));
  }

  private void mean(double[] centres, int cluster, int[] rows, int from, int to) {
    if (from == to) {
      return;
    }
    var sum = new double[width];
    for (int i = from; i < to; i++) {
      int at = rows[i] * width;
      for (int column = 0; column < width; column++) {
        sum[column] += values[at + column];
      }
    }
    for (int column = 0; column < width; column++) {
      centres[cluster * width + column] = sum[column] / (to - from);
    }
  }

  /** Moves centres towards rows drawn at random, each by one over how many it has had. */
  void move(double[] centres, long[] counts, int batch, SplitMix64 random) {
    var drawn = new float[batch * width];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(values, random.below(count) * width, drawn, i * width, width);
    }
    int[] nearest = Nearest.of(drawn, floats(centres), width);
    for (int i = 0; i < batch; i++) {
      double step = 1.0 / ++counts[nearest[i]];
      int centre = nearest[i] * width;
      for (int column = 0; column < width; column++) {
        centres[centre + column] += step * (drawn[i * width + column] - centres[centre + column]);
      }
    }
    normalise(centres);
  }

  private void normalise(double[] centres) {
    for (int from = 0; spherical && from < centres.length; from += width) {
      double square = 0;
      for (int i = from; i < from + width; i++) {
        square += centres[i] * centres[i];
      }
      for (int i = from; i < from + width && square > 0; i++) {
        centres[i] /= Math.sqrt(square);
      }
    }
  }

  Clusters clusters(double[] centres, int[] assignment, int iterations, boolean converged) {
    double inertia = Arrays.stream(squares(centres, assignment)).sum();
    var placed = new double[centres.length];
    Arrays.setAll(placed, i -> centres[i] + mean[i % width]);
    return new Clusters(
        width,
        floats(placed),
        assignment,
        inertia,
        similarity(centres, assignment),
        iterations,
        converged);
  }

  /** Returns the sum of products of rows with their centres; NaN unless spherical. */
  private double similarity(double[] centres, int[] owner) {
    double sum = spherical ? 0 : Double.NaN;
    for (int i = 0; spherical && i < values.length; i++) {
      sum += values[i] * centres[owner[i / width] * width + i % width];
    }
    return sum;
  }

  /** Returns each row's squared distance from its centre. */
  private double[] squares(double[] centres, int[] owner) {
    var squares = new double[count];
    Workers.each(
        (count + CHUNK - 1) / CHUNK,
        () ->
            task -> {
              for (int row = task * CHUNK; row < Math.min(count, (task + 1) * CHUNK); row++) {
                squares[row] = square(row, centres, owner[row]);
              }
            });
    return squares;
  }

  private double square(int row, double[] centres, int centre) {
    double even = 0;
    double odd = 0;
    int p = row * width;
    int q = centre * width;
    for (int i = 0; i + 1 < width; i += 2) {
      double a = values[p + i] - centres[q + i];
      double b = values[p + i + 1] - centres[q + i + 1];
      even += a * a;
      odd += b * b;
    }
    double last = width % 2 == 0 ? 0 : values[p + width - 1] - centres[q + width - 1];
    return even + odd + last * last;
  }
}
