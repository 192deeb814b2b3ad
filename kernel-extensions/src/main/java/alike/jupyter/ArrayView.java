package alike.jupyter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import alike.data.ImageGrid;
import alike.show.Raster;
import java.util.stream.Collectors;

/** Arrays of an engine: shape, type, device and values; batches of images as images too. */
final class ArrayView {

  private static final long MOST_IMAGES = 40;

  private ArrayView() {}

  static Bundle of(NDArray array) {
    var text =
        "%s %s on %s"
            .formatted(
                array.getShape(),
                array.getDataType().name().toLowerCase(java.util.Locale.ROOT),
                array.getDevice());
    if (isImages(array)) {
      return images(array, text);
    }
    var values = array.toDebugString(1000, 10, 10, 12, true).lines().skip(1); // shape, once more
    return Bundle.text(text + "\n" + values.collect(Collectors.joining("\n")));
  }

  /** Returns whether this looks like N × C × H × W. */
  static boolean isImages(NDArray array) {
    var shape = array.getShape();
    return shape.dimension() == 4
        && shape.get(0) > 0
        && (shape.get(1) == 1 || shape.get(1) == 3)
        && shape.get(2) >= 8
        && shape.get(3) >= 8
        && shape.get(2) * shape.get(3) <= 512 * 512;
  }

  private static Bundle images(NDArray array, String text) {
    var shape = array.getShape();
    int shown = (int) Math.min(MOST_IMAGES, shape.get(0));
    float[] values;
    try (var first = array.get("0:" + shown);
        var floats = first.toType(DataType.FLOAT32, true)) {
      values = floats.toFloatArray();
    }
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    var range = "%s … %s shown as black … white".formatted(Html.number(low), Html.number(high));
    var bytes = bytes(values, (int) shape.get(1), (int) (shape.get(2) * shape.get(3)), low, high);
    var grid =
        ImageGrid.of(
            "%s, %s".formatted(text, range),
            (int) shape.get(2),
            (int) shape.get(3),
            (int) shape.get(1),
            bytes,
            Math.min(10, shown));
    return Bundle.text(text + "\n" + range).png(Raster.png(grid.image(2)));
  }

  /** Turns planes of channels into pixels of bytes. */
  private static byte[] bytes(float[] values, int channels, int area, float low, float high) {
    float scale = high > low ? 255 / (high - low) : 0;
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      int image = i / (channels * area);
      int channel = i / area % channels;
      int pixel = i % area;
      bytes[(image * area + pixel) * channels + channel] =
          (byte) Math.round((values[i] - low) * scale);
    }
    return bytes;
  }
}
