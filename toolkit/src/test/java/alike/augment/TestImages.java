package alike.augment;

import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.List;

/** Small images to try steps on. */
final class TestImages {

  private TestImages() {}

  /** Colour and grey, neither square nor all of one size, flat ones among them. */
  static List<Planes> all() {
    return List.of(
        colours(),
        noise(1, 28, 28, 2),
        noise(3, 9, 31, 3),
        flat(1, 16, 16, 0),
        flat(3, 16, 16, 1),
        flat(3, 16, 18, 0.4f));
  }

  /** Red, green and blue noise, darker to the left. */
  static Planes colours() {
    var image = noise(3, 20, 24, 1);
    for (int i = 0; i < image.values().length; i++) {
      image.values()[i] *= (1 + i % 24) / 24f;
    }
    return image;
  }

  /** Bytes drawn evenly, divided by 255. */
  static Planes noise(int channels, int height, int width, long seed) {
    var random = SplitMix64.of(seed);
    var values = new float[channels * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.below(256) / 255f;
    }
    return Planes.of(channels, height, width, values);
  }

  /** Every grey level once, in one row. */
  static Planes levels() {
    var values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 255f;
    }
    return Planes.of(1, 1, 256, values);
  }

  static Planes flat(int channels, int height, int width, float value) {
    var values = new float[channels * height * width];
    Arrays.fill(values, value);
    return Planes.of(channels, height, width, values);
  }

  static Planes copy(Planes image) {
    return Planes.of(image.channels(), image.height(), image.width(), image.values());
  }

  static void apply(Step step, Planes image, SplitMix64 random) {
    step.draw(random, image.height(), image.width()).apply(image);
  }

  /** A pipeline with the step in it. */
  static Pipeline pipeline(Step step) {
    return step instanceof Step.Sizing
        ? Augment.pipeline(step, Normalize.none())
        : Augment.pipeline(new Resize(24), step, Normalize.none());
  }
}
