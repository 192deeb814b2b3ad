package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Brightness, contrast, saturation or greyscale, whichever was drawn for an image: all of them are
 * {@code clamp(f·x + s·grey(x) + c·mean(grey(x)))}, with other numbers.
 */
final class BatchBlend implements BatchStep {

  private static final int SELF = 0; // f
  private static final int GREY = 1; // s
  private static final int MEAN = 2; // c
  private static final float[] LIGHT = {0.2989f, 0.587f, 0.114f};

  private final DeviceMath math;
  private final int channels;
  private final NDArray light; // [1, 3, 1], what each channel gives to grey
  private final NDArray same; // [1, 3, 3], every channel from itself
  private final NDArray grey; // [1, 3, 3], every channel from all

  BatchBlend(DeviceMath math, int channels) {
    this.math = math;
    this.channels = channels;
    light = math.constant(new Shape(1, 3, 1), LIGHT);
    same = math.constant(new Shape(1, 3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1);
    float red = LIGHT[0];
    float green = LIGHT[1];
    float blue = LIGHT[2];
    grey = math.constant(new Shape(1, 3, 3), red, green, blue, red, green, blue, red, green, blue);
  }

  /** Returns whether images have one channel. */
  boolean isGrey() {
    return channels == 1;
  }

  @Override
  public int numbers() {
    return 3;
  }

  @Override
  public void clear(float[] numbers, int at) {
    set(numbers, at, 1, 0, 0);
  }

  @Override
  public void write(Op drawn, float[] numbers, int at) {
    if (drawn instanceof ColorOp.Brightness brightness) {
      set(numbers, at, brightness.factor(), 0, 0);
    } else if (drawn instanceof ColorOp.Contrast contrast) {
      set(numbers, at, contrast.factor(), 0, 1 - contrast.factor());
    } else if (drawn instanceof ColorOp.Saturation saturation) {
      set(numbers, at, saturation.factor(), 1 - saturation.factor(), 0);
    } else if (drawn instanceof Greyed) {
      set(numbers, at, 0, 1, 0);
    } else {
      throw BatchStep.unknown(drawn);
    }
  }

  private static void set(float[] numbers, int at, double self, double grey, double mean) {
    numbers[at + SELF] = (float) self;
    numbers[at + GREY] = (float) grey;
    numbers[at + MEAN] = (float) mean;
  }

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    NDArray pixels = x.reshape(x.getShape().get(0), channels, -1); // [N, C, H·W]
    NDArray mean = pixels.mean(new int[] {2}, true); // [N, C, 1]
    NDArray mixed;
    if (channels == 1) {
      mixed = pixels.mul(numbers.flat(SELF));
    } else {
      mean = mean.mul(light).sum(new int[] {1}, true); // [N, 1, 1]
      NDArray matrix = numbers.flat(SELF).mul(same).add(numbers.flat(GREY).mul(grey));
      mixed = matrix.matMul(pixels); // [N, 3, 3] · [N, 3, H·W]
    }
    return math.inRange(mixed.add(mean.mul(numbers.flat(MEAN)))).reshape(x.getShape());
  }
}
