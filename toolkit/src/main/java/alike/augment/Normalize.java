package alike.augment;

import alike.check.Require;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Subtracts each channel's mean and divides by its standard deviation: the last step. Networks see
 * these numbers; pictures show [0, 1].
 *
 * @param mean one a channel, or one for all, in [0, 1]
 * @param std as many, above 0
 */
public record Normalize(List<Double> mean, List<Double> std) implements Step, Op {

  /** Checks the ranges and copies the numbers in. */
  public Normalize {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != std.size() || (mean.size() != 1 && mean.size() != 3)) {
      throw new IllegalArgumentException(
          ("Got %d means and %d standard deviations. Give one of each for all channels, or three"
                  + " of each for red, green, blue.")
              .formatted(mean.size(), std.size()));
    }
    mean.forEach(m -> Require.within("mean", 0, 1, m));
    std.forEach(s -> Require.positive("std", s));
  }

  /** Returns the step for one mean and standard deviation over all channels. */
  public static Normalize grey(double mean, double std) {
    return new Normalize(List.of(mean), List.of(std));
  }

  /** Returns the step with the images' own means and standard deviations. */
  public static Normalize of(ImageSet images) {
    return new Normalize(rounded(images.mean(), 0), rounded(images.std(), 1e-4));
  }

  /** Returns the step that changes nothing. */
  public static Normalize none() {
    return grey(0, 1);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    return this;
  }

  @Override
  public void apply(Planes image) {
    requireChannels(image.channels());
    int area = image.height() * image.width();
    var values = image.values();
    for (int i = 0; i < values.length; ) {
      float center = mean(i / area);
      float scale = scale(i / area);
      for (int end = i + area; i < end; i++) {
        values[i] = (values[i] - center) * scale;
      }
    }
  }

  /** Returns what is subtracted from a channel. */
  float mean(int channel) {
    return mean.get(mean.size() == 1 ? 0 : channel).floatValue();
  }

  /** Returns what a channel is multiplied with after that. */
  float scale(int channel) {
    return 1 / std.get(mean.size() == 1 ? 0 : channel).floatValue();
  }

  /** Returns the value in [0, 1] that was made into this one. */
  public float undo(float value, int channel) {
    int at = mean.size() == 1 ? 0 : channel;
    return Planes.clamp(value * std.get(at).floatValue() + mean.get(at).floatValue());
  }

  void requireChannels(int channels) {
    if (mean.size() != 1 && mean.size() != channels) {
      throw new IllegalArgumentException(
          ("%s is for images with %d channels, these have %d."
                  + " Take .with(Normalize.of(images)), which fits them.")
              .formatted(this, mean.size(), channels));
    }
  }

  private static List<Double> rounded(double[] values, double least) {
    return Arrays.stream(values)
        .map(v -> Math.max(least, Math.round(v * 1e4) / 1e4))
        .boxed()
        .toList();
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "normalise", "always", "mean %s, sd %s".formatted(numbers(mean), numbers(std)));
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(Code::shorter).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return mean.size() == 1
        ? "Normalize.grey(%s, %s)".formatted(mean.get(0), std.get(0))
        : Code.of(this);
  }
}
