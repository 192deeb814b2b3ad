package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;

/** Inverts what is bright, or everything, from a threshold of each image's own on. */
final class BatchSolarize implements BatchStep {

  private static final float NOTHING = 2;
  private static final float EVERYTHING = -1;

  private final DeviceMath math;

  BatchSolarize(DeviceMath math) {
    this.math = math;
  }

  @Override
  public int numbers() {
    return 1;
  }

  @Override
  public void clear(float[] numbers, int at) {
    numbers[at] = NOTHING;
  }

  @Override
  public void write(Op drawn, float[] numbers, int at) {
    if (drawn instanceof Solarized solarized) {
      numbers[at] = (float) solarized.threshold();
    } else if (drawn instanceof Inverted) {
      numbers[at] = EVERYTHING;
    } else {
      throw BatchStep.unknown(drawn);
    }
  }

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    return NDArrays.where(x.gte(numbers.deep(0)), math.from(1, x), x);
  }
}
