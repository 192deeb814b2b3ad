package alike.model;

import alike.data.SplitMix64;
import alike.engine.Distances;
import alike.engine.Workers;
import java.util.Arrays;

/**
 * Draws rows that lie apart: each next one with a probability in proportion to its squared distance
 * from the nearest of those drawn before. Distances that the triangle inequality decides are left
 * out.
 *
 * @see <a href="https://doi.org/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007</a>
 */
final class PlusPlus {

  private static final int CHUNK = 4096; // rows of a task

  private final Distances distances = new Distances();
  private final float[] rows; // [count, width]
  private final int width;
  private final int count;
  private final float[] squares; // of the distance from the nearest drawn row
  private final int[] nearest; // which that is

  PlusPlus(float[] rows, int width) {
    this.rows = rows;
    this.width = width;
    this.count = rows.length / width;
    this.squares = new float[count];
    this.nearest = new int[count];
    Arrays.fill(squares, Float.POSITIVE_INFINITY);
  }

  /** Returns k rows; all different if as many rows differ. */
  int[] draw(int k, SplitMix64 random) {
    var drawn = new int[k];
    for (int i = 0; i < k; i++) {
      drawn[i] = i == 0 ? random.below(count) : next(random);
      take(drawn, i);
    }
    return drawn;
  }

  private int next(SplitMix64 random) {
    double total = 0;
    for (float square : squares) {
      total += square;
    }
    double point = random.nextDouble() * total;
    int last = random.below(count); // any row, where none is left that differs
    for (int row = 0; row < count; row++) {
      if (squares[row] > 0) {
        last = row;
        point -= squares[row];
        if (point < 0) {
          return row;
        }
      }
    }
    return last;
  }

  private void take(int[] drawn, int index) {
    var between = new float[index];
    for (int other = 0; other < index; other++) {
      between[other] = square(drawn[other], drawn[index]);
    }
    int tasks = (count + CHUNK - 1) / CHUNK;
    Workers.each(tasks, () -> task -> shorten(drawn[index], index, between, task));
  }

  private void shorten(int row, int index, float[] between, int task) {
    for (int i = task * CHUNK; i < Math.min(count, (task + 1) * CHUNK); i++) {
      if (index > 0 && between[nearest[i]] >= 4 * squares[i]) {
        continue; // the new one is at least as far as the nearest
      }
      float square = square(i, row);
      if (square < squares[i]) {
        squares[i] = square;
        nearest[i] = index;
      }
    }
  }

  private float square(int row, int other) {
    return distances.square(rows, row * width, rows, other * width, width);
  }
}
