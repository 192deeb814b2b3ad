package alike.augment;

import alike.data.SplitMix64;
import java.util.EnumSet;
import java.util.List;

/** What learned policies choose from. */
enum Change {
  IDENTITY,
  SHEAR_X,
  SHEAR_Y,
  TRANSLATE_X,
  TRANSLATE_Y,
  ROTATE,
  BRIGHTNESS,
  COLOR,
  CONTRAST,
  SHARPNESS,
  POSTERIZE,
  SOLARIZE,
  AUTO_CONTRAST,
  EQUALIZE,
  INVERT,
  SOLARIZE_ADD,
  CUTOUT;

  static final List<Change> ALL = List.of(values());

  /** Those of torchvision's RandAugment and of TrivialAugment. */
  static final List<Change> FOURTEEN =
      ALL.stream()
          .filter(change -> !EnumSet.of(INVERT, SOLARIZE_ADD, CUTOUT).contains(change))
          .toList();

  /** Says how strong each change is at a level. */
  interface Strengths {

    /**
     * Returns a change at a level, ready to be applied.
     *
     * @param random for the direction, ± with equal chance, and the place
     */
    Op op(Change change, int level, SplitMix64 random, int height, int width);
  }
}
