package alike.augment;

/** Values as bytes. */
final class GreyLevel {

  /** How many there are. */
  static final int COUNT = 256;

  private GreyLevel() {}

  /** Returns 0 … 255, each for an equal share of [0, 1], as torchvision does. */
  static int of(float value) {
    return (int) (Planes.clamp(value) * 255.999f);
  }
}
