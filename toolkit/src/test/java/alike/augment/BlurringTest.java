package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Simd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A canvas is blurred as an image is. */
class BlurringTest {

  private static final List<Smooth> BOTH =
      List.of(
          new PlainSmooth(), Simd.load(Smooth.class, "alike.augment.VectorSmooth").orElseThrow());

  @ParameterizedTest(name = "{0} pixels")
  @ValueSource(ints = {2, 3, 5, 8, 13, 28, 33, 70})
  void agrees_with_the_operation_for_all_kernels(int size) {
    for (int kernel : new int[] {1, 3, 9, 23, 2 * size - 1}) {
      for (double sigma : new double[] {0.1, 0.7, 2, 6}) {
        if (kernel / 2 < size) {
          var image = TestImages.noise(3, size, size, size + kernel);
          var blurred = BOTH.stream().map(smooth -> blurred(smooth, image, kernel, sigma)).toList();

          new Blurred(kernel, kernel, sigma, sigma).apply(image);

          assertThat(blurred.get(0)).containsExactly(image.values(), within(2e-5f));
          assertThat(blurred.get(1)).isEqualTo(blurred.get(0));
        }
      }
    }
  }

  private static float[] blurred(Smooth smooth, Planes image, int kernel, double sigma) {
    int size = image.width();
    var canvas = new Canvas();
    canvas.prepare(size, 3);
    Arrays.fill(canvas.values(), 1000); // what lies behind a plane must not come in
    for (int plane = 0; plane < 3; plane++) {
      canvas.take(plane, 0, image.values(), plane * size * size, size * size);
    }
    var result = new Canvas();
    result.prepare(size, 3);

    new Blurring(smooth).blur(canvas, 3, kernel, sigma, result);

    var values = new float[image.values().length];
    for (int plane = 0; plane < 3; plane++) {
      int from = plane * result.stride();
      System.arraycopy(result.values(), from, values, plane * size * size, size * size);
    }
    return values;
  }
}
