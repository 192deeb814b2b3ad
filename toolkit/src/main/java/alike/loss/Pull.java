package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Engines;
import alike.engine.Scalars;
import alike.show.Sketch;
import java.util.Map;

/**
 * What a loss does to given embeddings: its value, and for each embedding the way that gradient
 * descent moves it, which is minus the gradient. For looking at losses and for testing one's own.
 */
public final class Pull {

  private static final double LONGEST = 0.42; // of the circle's radius

  private final double value;
  private final double[][][] directions;

  private Pull(double value, double[][][] directions) {
    this.value = value;
    this.directions = directions;
  }

  /**
   * Computes a loss at embeddings with the engine in use.
   *
   * @param views [V][N][D]: V views of N images, raw
   * @param labels the images' classes, N numbers; none for a loss without labels
   * @throws IllegalArgumentException if the rows are not equally long, or the loss refuses them
   */
  public static Pull of(Loss loss, double[][][] views, int... labels) {
    int images = views.length == 0 ? 0 : views[0].length;
    int width = images == 0 ? 0 : views[0][0].length;
    try (var manager = Engines.current().open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray z =
          manager.create(flat(views, images, width), new Shape(views.length, images, width));
      z.setRequiresGradient(true);
      double value;
      try (var tape = Engines.current().record()) {
        var batch = Batch.of(z);
        NDArray y = loss.of(labels.length == 0 ? batch : batch.withLabels(labels));
        tape.backward(y);
        value = Scalars.value(y);
      }
      return new Pull(value, directions(z.getGradient().toFloatArray(), views.length, images));
    }
  }

  private static float[] flat(double[][][] views, int images, int width) {
    var numbers = new float[views.length * images * width];
    int at = 0;
    for (var view : views) {
      requireLength("images in a view", images, view.length);
      for (var row : view) {
        requireLength("numbers in an embedding", width, row.length);
        for (double number : row) {
          numbers[at++] = (float) number;
        }
      }
    }
    return numbers;
  }

  private static void requireLength(String what, int expected, int given) {
    if (given != expected) {
      throw new IllegalArgumentException(
          "The number of %s must be the same everywhere, got %d and %d."
              .formatted(what, expected, given));
    }
  }

  private static double[][][] directions(float[] gradient, int views, int images) {
    int width = gradient.length / (views * images);
    var directions = new double[views][images][width];
    for (int i = 0; i < gradient.length; i++) {
      int row = i / width;
      directions[row / images][row % images][i % width] = -gradient[i];
    }
    return directions;
  }

  /**
   * Draws embeddings on a circle and where losses move them, a panel a loss; in each the longest
   * arrow has the same length.
   *
   * @param views [V][N][2]: embeddings of two numbers
   * @param colours one of the palette's numbers for each image
   * @param losses computed without labels, unless they are lambdas that give some
   */
  public static Sketch sketch(
      String title, double[][][] views, int[] colours, Map<String, Loss> losses) {
    var sketch = Sketch.of(title);
    for (var entry : losses.entrySet()) {
      sketch = of(entry.getValue(), views).onto(sketch.circle(entry.getKey()), views, colours);
    }
    return sketch;
  }

  private Sketch onto(Sketch start, double[][][] views, int[] colours) {
    double longest = 1e-12; // nothing is pulled: no arrows
    for (int view = 0; view < views.length; view++) {
      for (int image = 0; image < views[view].length; image++) {
        longest = Math.max(longest, strength(view, image));
      }
    }
    var sketch = start;
    for (int view = 0; view < views.length; view++) {
      for (int image = 0; image < views[view].length; image++) {
        double[] at = views[view][image];
        double[] along = directions[view][image];
        double scale = LONGEST / longest;
        sketch = sketch.arrow(at[0], at[1], scale * along[0], scale * along[1], colours[image]);
      }
    }
    return sketch;
  }

  /** Returns the loss. */
  public double value() {
    return value;
  }

  /** Returns a copy of minus the gradient, [V][N][D]. */
  public double[][][] directions() {
    var copy = new double[directions.length][][];
    for (int view = 0; view < copy.length; view++) {
      copy[view] = new double[directions[view].length][];
      for (int image = 0; image < copy[view].length; image++) {
        copy[view][image] = directions[view][image].clone();
      }
    }
    return copy;
  }

  /** Returns how hard one embedding is pulled: the length of its direction. */
  public double strength(int view, int image) {
    double sum = 0;
    for (double number : directions[view][image]) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }

  @Override
  public String toString() {
    return "Pull[value=%.4g, %d views of %d images]"
        .formatted(value, directions.length, directions[0].length);
  }
}
