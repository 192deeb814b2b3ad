package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline for many views at once. Draws what the pipeline itself draws for each, as numbers; the
 * device then does it to all of them together.
 */
final class BatchPipeline {

  private final List<Step> drawing;
  private final List<BatchStep> steps = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private int numbers;
  private long floats;

  /**
   * Where a step of the pipeline writes what it draws for an image, which is height × width then.
   */
  private record Place(int step, int height, int width, BatchStep batch, int at) {}

  /** Prepares a pipeline of steps that {@link BatchSteps#know}. */
  BatchPipeline(List<Step> drawing, ImageSet images, DeviceMath math) {
    this.drawing = drawing;
    int channels = images.channels();
    int height = images.height();
    int width = images.width();
    floats = (long) channels * height * width;
    @Nullable Place sizing = null;
    for (int i = 0; i < drawing.size(); i++) {
      var step = drawing.get(i);
      if (sizing != null && BatchSteps.isFlip(step)) {
        places.add(new Place(i, height, width, sizing.batch(), sizing.at()));
        continue;
      }
      var batch = BatchSteps.of(step, math, channels, height, width);
      if (batch.isPresent()) {
        var place = new Place(i, height, width, batch.get(), numbers);
        places.add(place);
        steps.add(batch.get());
        numbers += batch.get().numbers();
        sizing = BatchSteps.isSizing(step) ? place : sizing;
      }
      if (step instanceof Step.Sizing sizes) {
        height = sizes.size();
        width = sizes.size();
        floats = Math.max(floats, (long) channels * height * width);
      }
    }
  }

  /** Returns how many numbers a view has. */
  int numbers() {
    return numbers;
  }

  /** Returns how many floats a view has where it is largest. */
  long floats() {
    return floats;
  }

  /** Draws one view of an image, as {@link Pipeline#draws} does. */
  void draw(int index, long seed, int epoch, int view, float[] target, int at) {
    int next = at;
    for (var step : steps) {
      step.clear(target, next);
      next += step.numbers();
    }
    for (var place : places) {
      if (place.batch().numbers() > 0) {
        var random = SplitMix64.of(seed, epoch, index, view, place.step());
        var op = drawing.get(place.step()).draw(random, place.height(), place.width());
        if (!op.equals(Op.NONE)) {
          place.batch().write(op, target, at + place.at());
        }
      }
    }
  }

  /**
   * Makes views of images.
   *
   * @param x [N, C, H, W] in [0, 1]; stays as it is
   * @param table what was drawn, [N, numbers()]
   * @return [N, C, size, size], normalised
   */
  NDArray apply(NDArray x, NDArray table) {
    return run(steps, x, new BatchNumbers(table, 0));
  }

  /** Does steps one after the other, and lets go of each one's arrays before the next. */
  static NDArray run(List<BatchStep> steps, NDArray x, BatchNumbers numbers) {
    NDArray current = x;
    int used = 0;
    for (int i = 0; i < steps.size(); i++) {
      NDArray next;
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        next = steps.get(i).apply(current, numbers.from(used));
        NDScope.unregister(next);
      }
      if (i > 0) {
        current.close();
      }
      current = next;
      used += steps.get(i).numbers();
    }
    return current;
  }
}
