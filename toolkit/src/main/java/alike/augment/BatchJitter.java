package alike.augment;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Changes brightness, contrast, saturation and hue of each image in an order of its own. The orders
 * meet at the hue, which costs most: room for up to three blends before it and three after it.
 */
final class BatchJitter implements BatchStep {

  private final BatchBlend blend;
  private final BatchHue hue;
  private final int blends; // room before the hue, and after it
  private final List<BatchStep> steps;

  BatchJitter(DeviceMath math, ColorJitter jitter, int channels) {
    blend = new BatchBlend(math, channels);
    hue = new BatchHue(math);
    double saturation = channels == 1 ? 0 : jitter.saturation();
    blends =
        (int)
            DoubleStream.of(jitter.brightness(), jitter.contrast(), saturation)
                .filter(range -> range > 0)
                .count();
    var all = new ArrayList<BatchStep>(Collections.nCopies(blends, blend));
    if (channels == 3 && jitter.hue() > 0) {
      all.add(hue);
      all.addAll(Collections.nCopies(blends, blend));
    }
    steps = List.copyOf(all);
  }

  /** Returns whether it leaves all images as they are. */
  boolean isIdle() {
    return steps.isEmpty();
  }

  @Override
  public int numbers() {
    return steps.stream().mapToInt(BatchStep::numbers).sum();
  }

  @Override
  public void clear(float[] numbers, int at) {
    int next = at;
    for (var step : steps) {
      step.clear(numbers, next);
      next += step.numbers();
    }
  }

  @Override
  public void write(Op drawn, float[] numbers, int at) {
    if (!(drawn instanceof ColorOp.Four four)) {
      throw BatchStep.unknown(drawn);
    }
    int turn = at + blends * blend.numbers();
    int next = at;
    for (var op : List.of(four.first(), four.second(), four.third(), four.fourth())) {
      if (op instanceof ColorOp.Hue && steps.contains(hue)) {
        hue.write(op, numbers, turn);
        next = turn + hue.numbers();
      } else if (acts(op)) {
        blend.write(op, numbers, next);
        next += blend.numbers();
      }
    }
  }

  private boolean acts(Op op) {
    return !op.equals(Op.NONE)
        && !(op instanceof ColorOp.Hue)
        && !(op instanceof ColorOp.Saturation && blend.isGrey());
  }

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    return BatchPipeline.run(steps, x, numbers);
  }
}
