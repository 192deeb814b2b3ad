package alike.augment;

import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.util.List;

/** Images to corrupt, and how much they changed. */
final class CorruptionSample {

  private CorruptionSample() {}

  /**
   * Returns images of 32 × 32 in colour: a few soft spots, edges and stripes, as photographs have.
   */
  static ImageSet colours(int count) {
    var pixels = new byte[count * 32 * 32 * 3];
    for (int image = 0; image < count; image++) {
      var random = SplitMix64.of(11, image);
      for (int channel = 0; channel < 3; channel++) {
        double ground = random.uniform(0.2, 0.8);
        double wave = random.uniform(0.2, 0.9);
        double turn = random.uniform(0, 3);
        double edge = random.uniform(8, 24);
        double step = random.uniform(-0.3, 0.3);
        for (int i = 0; i < 1024; i++) {
          int row = i / 32;
          double along = row * Math.cos(turn) + i % 32 * Math.sin(turn);
          double value =
              ground + 0.2 * Math.sin(wave * along) + (i % 32 + i / 64.0 > edge ? step : 0);
          pixels[(image * 1024 + i) * 3 + channel] =
              (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
      }
    }
    return ImageSet.of("colours", 32, 32, 3, pixels, new int[count], List.of("thing"));
  }

  /** Returns the mean absolute change of a value, in [0, 1]. */
  static double change(ImageSet before, ImageSet after) {
    var one = bytes(before);
    var other = bytes(after);
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
    }
    return sum / one.length / 255;
  }

  static byte[] bytes(ImageSet images) {
    int length = images.height() * images.width() * images.channels();
    var bytes = new byte[images.size() * length];
    for (int i = 0; i < images.size(); i++) {
      images.copy(i, bytes, i * length);
    }
    return bytes;
  }
}
