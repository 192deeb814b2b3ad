package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * A corruption at a severity: a step that always happens. {@link Step#applyTo} spoils a whole set
 * of images, the same way for the same seed.
 *
 * @param corruption which
 * @param severity 1, mild, to 5
 * @param strength a factor, above 0; 1 as published
 */
public record Corrupt(Corruption corruption, int severity, double strength) implements Step {

  /** Checks the ranges. */
  public Corrupt {
    Require.within("severity", 1, 5, severity);
    Require.positive("strength", strength);
  }

  /**
   * Returns a copy that is stronger by a factor: what does nothing at 0 (noise, blurs, light, fog,
   * zooms) is multiplied, what does nothing at 1 (contrast, pixels) raised to that power, photons
   * divided by its square, JPEG's quality divided by it.
   */
  public Corrupt times(double factor) {
    return new Corrupt(corruption, severity, strength * factor);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    long key = corruption.name().hashCode(); // so that no two corruptions share their chance
    long seed = SplitMix64.of(random.nextLong(), key).nextLong();
    return corruption.draw(severity, strength, Math.min(height, width), seed);
  }

  /** Returns the name for people, for example "fog 3", "fog 3 × 2". */
  public String label() {
    var label = "%s %d".formatted(corruption.label(), severity);
    return strength == 1 ? label : label + " × " + Code.shorter(strength);
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        corruption.label(),
        "always",
        "severity %d of 5%s"
            .formatted(severity, strength == 1 ? "" : ", × " + Code.shorter(strength)));
  }

  @Override
  public String toString() {
    var code = "Corruption.%s.severity(%d)".formatted(corruption.name(), severity);
    return strength == 1 ? code : code + ".times(%s)".formatted(strength);
  }
}
