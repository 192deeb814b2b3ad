package alike.augment;

import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.List;

/** What is put over a part of an image. */
sealed interface Paint {

  /** Returns values for so many pixels of one channel, in [0, 1]. */
  float[] values(Planes image, int channel, int count);

  /** The same everywhere: one value for all channels, or one a channel. */
  record Flat(List<Double> value) implements Paint {
    @Override
    public float[] values(Planes image, int channel, int count) {
      var values = new float[count];
      Arrays.fill(values, value.get(channel % value.size()).floatValue());
      return values;
    }
  }

  /** The mean of the image's channel, as it is before. */
  record Mean() implements Paint {
    @Override
    public float[] values(Planes image, int channel, int count) {
      int area = image.height() * image.width();
      double sum = 0;
      for (int i = channel * area; i < (channel + 1) * area; i++) {
        sum += image.values()[i];
      }
      var values = new float[count];
      Arrays.fill(values, (float) (sum / area));
      return values;
    }
  }

  /** Every pixel and channel drawn evenly from [0, 1]. */
  record Noise(long seed) implements Paint {
    @Override
    public float[] values(Planes image, int channel, int count) {
      var random = SplitMix64.of(seed, channel);
      var values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextDouble();
      }
      return values;
    }
  }
}
