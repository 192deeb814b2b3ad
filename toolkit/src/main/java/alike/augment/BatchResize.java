package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Cuts a rectangle of its own out of each image, brings all to one size, and mirrors some: a
 * product with two matrices of weights, which are those of {@link Taps}. Mirroring commutes with
 * everything but this, so flips that come later are done here, where they cost nothing.
 *
 * @see DeviceMath#separable
 */
final class BatchResize implements BatchStep {

  private static final int START = 0; // first pixel of the rectangle
  private static final int COUNT = 1; // its pixels
  private static final int SCALE = 2; // COUNT by pixels of the result
  private static final int SHARPNESS = 3; // 1 by how far a pixel of the result reaches
  private static final int FIRST = 4; // which pixel of the result comes first
  private static final int SIGN = 5; // the way to the next one, 1 or -1
  private static final int AXIS = 6; // numbers a direction: rows, then columns

  private final DeviceMath math;
  private final Interpolation interpolation;
  private final int height;
  private final int width;
  private final int size;
  private final NDArray rows; // [1, H, 1]
  private final NDArray columns; // [1, W, 1]
  private final NDArray places; // [1, 1, size]

  BatchResize(DeviceMath math, Interpolation interpolation, int height, int width, int size) {
    this.math = math;
    this.interpolation = interpolation;
    this.height = height;
    this.width = width;
    this.size = size;
    rows = math.range(height, new Shape(1, height, 1));
    columns = math.range(width, new Shape(1, width, 1));
    places = math.range(size, new Shape(1, 1, size));
  }

  @Override
  public int numbers() {
    return 2 * AXIS;
  }

  @Override
  public void clear(float[] numbers, int at) {
    axis(numbers, at, 0, height);
    axis(numbers, at + AXIS, 0, width);
  }

  @Override
  public void write(Op drawn, float[] numbers, int at) {
    if (drawn instanceof Clamped clamped) {
      write(clamped.op(), numbers, at);
    } else if (drawn instanceof Resized resized) {
      axis(numbers, at, resized.top(), resized.height());
      axis(numbers, at + AXIS, resized.left(), resized.width());
    } else if (drawn instanceof Flipped flipped) {
      mirror(numbers, flipped.direction() == Flipped.Direction.UP_DOWN ? at : at + AXIS);
    } else {
      throw BatchStep.unknown(drawn);
    }
  }

  private void axis(float[] numbers, int at, int start, int count) {
    float scale = (float) count / size;
    boolean widens =
        interpolation == Interpolation.BILINEAR || interpolation == Interpolation.BICUBIC;
    numbers[at + START] = start;
    numbers[at + COUNT] = count;
    numbers[at + SCALE] = scale;
    numbers[at + SHARPNESS] = widens ? 1 / Math.max(1, scale) : 1;
    numbers[at + FIRST] = 0;
    numbers[at + SIGN] = 1;
  }

  private void mirror(float[] numbers, int at) {
    numbers[at + FIRST] = size - 1 - numbers[at + FIRST];
    numbers[at + SIGN] = -numbers[at + SIGN];
  }

  @Override
  public NDArray apply(NDArray x, BatchNumbers numbers) {
    NDArray down = weights(numbers, rows); // [N, H, size]
    NDArray across = weights(numbers.from(AXIS), columns); // [N, W, size]
    NDArray resized = math.separable(x, down, across);
    return interpolation.overshoots() ? math.inRange(resized) : resized;
  }

  /** Returns what each of the {@code inputs} [1, L, 1] gives to each output, [N, L, size]. */
  private NDArray weights(BatchNumbers numbers, NDArray inputs) {
    NDArray start = numbers.flat(START);
    NDArray count = numbers.flat(COUNT);
    NDArray output = numbers.flat(SIGN).mul(places).add(numbers.flat(FIRST)); // [N, 1, size]
    if (interpolation == Interpolation.NEAREST) {
      NDArray place = output.mul(numbers.flat(SCALE)).floor().minimum(count.sub(math.number(1)));
      return math.triangle(place.add(start).sub(inputs)); // 1 at one place
    }
    NDArray half = math.number(0.5);
    NDArray centre = output.add(half).mul(numbers.flat(SCALE)).add(start).sub(half);
    NDArray sharpness = numbers.flat(SHARPNESS);
    NDArray distance = sharpness.mul(centre).sub(sharpness.mul(inputs)); // [N, L, size]
    NDArray before = math.inRange(start.sub(inputs)); // [N, L, 1], 1 outside the rectangle
    NDArray after = math.inRange(start.neg().sub(count).add(math.number(1)).add(inputs));
    NDArray inside = math.from(1, before.add(after));
    NDArray weights =
        switch (interpolation) {
          case BICUBIC -> cubic(distance, -0.5).mul(inside);
          case BICUBIC_ALIASED ->
              cubic(distance, -0.75).mul(inside).add(beyond(centre, start, count, inputs));
          default -> math.triangle(distance).mul(inside);
        };
    return weights.div(weights.sum(new int[] {1}, true));
  }

  /**
   * Returns what repeated edge pixels give: two to each side, that is as far as a cubic reaches.
   */
  private NDArray beyond(NDArray centre, NDArray start, NDArray count, NDArray inputs) {
    NDArray end = start.add(count);
    NDArray last = end.sub(math.number(1));
    NDArray left = cubicAt(start, -1, centre).add(cubicAt(start, -2, centre)); // [N, 1, size]
    NDArray right = cubicAt(end, 0, centre).add(cubicAt(end, 1, centre));
    return math.triangle(start.sub(inputs))
        .mul(left)
        .add(math.triangle(last.sub(inputs)).mul(right));
  }

  private NDArray cubicAt(NDArray place, int shift, NDArray centre) {
    return cubic(centre.sub(place.add(math.number(shift))), -0.75);
  }

  /** The cubic of {@link CubicTaps} as one formula: t = |d|, u = max(0, 1-t), v = max(0, 2-t). */
  private NDArray cubic(NDArray distance, double a) {
    NDArray t = distance.abs();
    NDArray zero = math.number(0);
    NDArray u = math.from(1, t).maximum(zero);
    NDArray v = math.from(2, t).maximum(zero);
    NDArray outer = t.sub(math.number(1)).mul(math.number(a)).mul(v.square());
    return outer.add(u.square().mul(math.from(4 * a + 3, u.add(u))));
  }
}
