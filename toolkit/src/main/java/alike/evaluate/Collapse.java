package alike.evaluate;

import alike.data.ImageSet;
import alike.model.Encoder;
import alike.train.Monitor;
import java.util.Map;

/**
 * Watches for collapse during a training: records {@code spread}, the deviation of normalised
 * representations over 1/√D (near 1 is healthy, 0 is collapsed to a point), and {@code rank}, the
 * effective rank of centred representations (far below D is collapsed to few dimensions).
 *
 * @param images whose representations are measured, two or more
 */
public record Collapse(ImageSet images) implements Monitor {

  /** Returns a watch over images. */
  public static Collapse on(ImageSet images) {
    return new Collapse(images);
  }

  @Override
  public Map<String, Double> measure(Encoder encoder) {
    var rows = encoder.embed(images);
    var spread = FeatureSpread.of(rows);
    return Map.of(
        "spread",
        spread.deviation() / spread.healthy(),
        "rank",
        Spectrum.centred(rows).effectiveRank());
  }

  @Override
  public String toString() {
    return "Collapse.on(images)";
  }
}
