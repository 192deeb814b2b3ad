package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Subtracts each channel's mean and divides by its standard deviation, in all images alike. */
final class BatchNormalize implements BatchStep {

  private final NDArray mean; // [1, 1 or C, 1, 1]
  private final NDArray scale;

  BatchNormalize(DeviceMath math, Normalize normalize) {
    int channels = normalize.mean().size();
    var means = new float[channels];
    var scales = new float[channels];
    for (int i = 0; i < channels; i++) {
      means[i] = normalize.mean().get(i).floatValue();
      scales[i] = 1 / normalize.std().get(i).floatValue();
    }
    mean = math.constant(new Shape(1, channels, 1, 1), means);
    scale = math.constant(new Shape(1, channels, 1, 1), scales);
  }

  @Override
  public int numbers() {
    return 0;
  }

  @Override
  public void clear(float[] numbers, int at) {}

  @Override
  public void write(Op drawn, float[] numbers, int at) {}

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    return x.sub(mean).mul(scale);
  }
}
