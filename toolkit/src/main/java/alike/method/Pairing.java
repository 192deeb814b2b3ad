package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Rows;
import alike.model.Network;
import java.nio.FloatBuffer;

/** How often two views of an image find each other among those of others. */
final class Pairing {

  private Pairing() {}

  /**
   * Returns the part of the first images whose second view is the nearest, by cosine, to their
   * first, in [0, 1].
   *
   * @param encoder in evaluation
   * @param most how many images are asked
   * @param epoch decides the views
   */
  static double of(Network encoder, Method.Start start, int most, int epoch) {
    int count = Math.min(most, start.images().size());
    try (var manager = start.backend().open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return start
          .backend()
          .evaluating(
              () -> {
                NDArray first =
                    Rows.unit(
                        encoder.forward(
                            manager.create(view(start, count, epoch, 0), shape(start, count)),
                            false));
                NDArray second =
                    Rows.unit(
                        encoder.forward(
                            manager.create(view(start, count, epoch, 1), shape(start, count)),
                            false));
                return found(first.matMul(second.transpose()).toFloatArray(), count);
              });
    }
  }

  private static Shape shape(Method.Start start, int count) {
    return new Shape(count).addAll(start.image().slice(1));
  }

  private static float[] view(Method.Start start, int count, int epoch, int view) {
    int each = (int) start.image().size();
    var pixels = new float[count * each];
    for (int i = 0; i < count; i++) {
      start
          .augment()
          .apply(start.images(), i, start.seed(), epoch, view, FloatBuffer.wrap(pixels), i * each);
    }
    return pixels;
  }

  /** Returns the part of rows whose largest number stands on the diagonal. */
  static double found(float[] similarities, int count) {
    int found = 0;
    for (int row = 0; row < count; row++) {
      boolean largest = true;
      for (int column = 0; column < count; column++) {
        largest &=
            column == row || similarities[row * count + column] < similarities[row * count + row];
      }
      found += largest ? 1 : 0;
    }
    return (double) found / count;
  }
}
