package alike.augment;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which steps there are for batches, and how they are made. */
final class BatchSteps {

  private static final Set<Class<? extends Step>> SIZING =
      Set.of(RandomResizedCrop.class, Resize.class);

  private static final Set<Class<? extends Step>> FLIPS =
      Set.of(HorizontalFlip.class, VerticalFlip.class);

  private static final Set<Class<? extends Step>> BLENDS = Set.of(Brightness.class, Contrast.class);

  private static final Set<Class<? extends Step>> COLOUR_BLENDS =
      Set.of(Saturation.class, RandomGrayscale.class);

  private static final Set<Class<? extends Step>> INVERTING = Set.of(Solarize.class, Invert.class);

  private static final Set<Class<? extends Step>> OTHER =
      Set.of(ColorJitter.class, Hue.class, GaussianBlur.class, Normalize.class);

  private BatchSteps() {}

  /** Returns whether steps are known here: the size first, and none of one's own. */
  static boolean know(List<Step> steps) {
    var kinds = List.of(SIZING, FLIPS, BLENDS, COLOUR_BLENDS, INVERTING, OTHER);
    return isSizing(steps.get(0))
        && steps.stream()
            .allMatch(step -> kinds.stream().anyMatch(kind -> kind.contains(step.getClass())));
  }

  static boolean isSizing(Step step) {
    return SIZING.contains(step.getClass());
  }

  static boolean isFlip(Step step) {
    return FLIPS.contains(step.getClass());
  }

  /**
   * Makes the counterpart of a known step that is no flip; nothing for one that does nothing to
   * such images.
   *
   * @param height the images' rows when the step comes to them
   */
  static Optional<BatchStep> of(Step step, DeviceMath math, int channels, int height, int width) {
    if (step instanceof RandomResizedCrop crop) {
      return Optional.of(new BatchResize(math, crop.interpolation(), height, width, crop.size()));
    }
    if (step instanceof Resize resize) {
      return Optional.of(
          new BatchResize(math, resize.interpolation(), height, width, resize.size()));
    }
    if (step instanceof GaussianBlur blur) {
      return Optional.of(new BatchBlur(math, blur.kernel(), height, width));
    }
    if (step instanceof Normalize normalize) {
      return Optional.of(new BatchNormalize(math, normalize));
    }
    return tone(step, math, channels);
  }

  private static Optional<BatchStep> tone(Step step, DeviceMath math, int channels) {
    boolean colour = channels == 3;
    var kind = step.getClass();
    if (BLENDS.contains(kind) || (colour && COLOUR_BLENDS.contains(kind))) {
      return Optional.of(new BatchBlend(math, channels));
    }
    if (step instanceof ColorJitter jitter) {
      var batch = new BatchJitter(math, jitter, channels);
      return batch.isIdle() ? Optional.empty() : Optional.of(batch);
    }
    if (INVERTING.contains(kind)) {
      return Optional.of(new BatchSolarize(math));
    }
    if (colour && step instanceof Hue) {
      return Optional.of(new BatchHue(math));
    }
    return Optional.empty(); // colours of grey images
  }
}
