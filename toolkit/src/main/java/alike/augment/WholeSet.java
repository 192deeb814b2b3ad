package alike.augment;

import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.util.stream.IntStream;

/** A step done to every image of a set. */
final class WholeSet {

  private WholeSet() {}

  static ImageSet of(Step step, ImageSet images, long seed) {
    var first = changed(step, images, 0, seed);
    int length = first.values().length;
    var bytes = new byte[Math.multiplyExact(images.size(), length)];
    IntStream.range(0, images.size())
        .parallel()
        .forEach(
            index -> {
              var image = changed(step, images, index, seed);
              if (image.height() != first.height() || image.width() != first.width()) {
                throw new IllegalArgumentException(
                    "%s made image %d %d×%d and image 0 %d×%d, but a set has one size. Give it one."
                        .formatted(
                            step,
                            index,
                            image.height(),
                            image.width(),
                            first.height(),
                            first.width()));
              }
              pack(step, image, index, bytes);
            });
    var name = images.name() + ", " + (step instanceof Corrupt corrupt ? corrupt.label() : step);
    int channels = images.channels();
    return ImageSet.of(
        name, first.height(), first.width(), channels, bytes, images.labels(), images.classNames());
  }

  private static Planes changed(Step step, ImageSet images, int index, long seed) {
    var image = Planes.of(images, index);
    var random = SplitMix64.of(seed, index);
    step.draw(random, image.height(), image.width()).apply(image);
    return image;
  }

  private static void pack(Step step, Planes image, int index, byte[] bytes) {
    for (float value : image.values()) {
      if (!(value > -1e-3 && value < 1 + 1e-3)) {
        throw new IllegalArgumentException(
            "%s made %s of a value of image %d, but pixels lie in [0, 1]. Clamp it; normalise later."
                .formatted(step, value, index));
      }
    }
    image.bytes(bytes, index * image.values().length);
  }
}
