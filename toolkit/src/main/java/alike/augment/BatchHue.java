package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/** Turns the hue of each colour image by an angle of its own, as {@link ColorOp.Hue} does. */
final class BatchHue implements BatchStep {

  private final DeviceMath math;
  private final NDArray offsets; // [1, 3, 1, 1], where on the circle of 6 each colour is

  BatchHue(DeviceMath math) {
    this.math = math;
    offsets = math.constant(new Shape(1, 3, 1, 1), 5, 3, 1);
  }

  @Override
  public int numbers() {
    return 1;
  }

  @Override
  public void clear(float[] numbers, int at) {
    numbers[at] = 0;
  }

  @Override
  public void write(Op drawn, float[] numbers, int at) {
    if (!(drawn instanceof ColorOp.Hue hue)) {
      throw BatchStep.unknown(drawn);
    }
    numbers[at] = (float) (6 * hue.turns());
  }

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    NDArray red = channel(x, 0); // [N, 1, H, W], as all below
    NDArray green = channel(x, 1);
    NDArray blue = channel(x, 2);
    NDArray high = x.max(new int[] {1}, true);
    NDArray spread = high.sub(x.min(new int[] {1}, true));
    NDArray divisor = spread.maximum(math.number(1e-30)); // grey has no hue: 0 / 1e-30
    NDArray nearGreen = blue.sub(red).div(divisor).add(math.number(2));
    NDArray nearBlue = red.sub(green).div(divisor).add(math.number(4));
    NDArray sixths =
        NDArrays.where(
            red.eq(high),
            green.sub(blue).div(divisor),
            NDArrays.where(green.eq(high), nearGreen, nearBlue));
    NDArray place = sixths.add(numbers.deep(0)).add(offsets); // [N, 3, H, W]
    NDArray six = math.number(6);
    NDArray turned = place.sub(place.div(six).floor().mul(six));
    NDArray lack = math.inRange(turned.minimum(math.from(4, turned)));
    return high.sub(spread.mul(lack));
  }

  private static NDArray channel(NDArray x, int channel) {
    return x.get(new NDIndex().addAllDim().addSliceDim(channel, channel + 1));
  }
}
