package alike.augment;

import java.util.List;

/** What holds for the steps of a pipeline together. */
final class Pipelines {

  private Pipelines() {}

  static void check(List<Step> steps) {
    var given = steps.stream().map(step -> step.getClass().getSimpleName()).toList();
    if (steps.stream().noneMatch(Step.Sizing.class::isInstance)) {
      throw new IllegalArgumentException(
          ("A pipeline needs a step that decides the size, for example RandomResizedCrop or Resize,"
                  + " got %s.")
              .formatted(given));
    }
    long normalised = steps.stream().filter(Normalize.class::isInstance).count();
    if (normalised != 1 || !(steps.get(steps.size() - 1) instanceof Normalize)) {
      throw new IllegalArgumentException(
          ("A pipeline needs Normalize once, as its last step, got %s."
                  + " Append Normalize.of(images), or Normalize.none() to keep [0, 1].")
              .formatted(given));
    }
    for (var step : steps) {
      if (step instanceof GaussianBlur blur && blur.kernel() / 2 >= size(steps)) {
        throw new IllegalArgumentException(
            "%s reaches over the whole view of %d×%d. Take a kernel of %d or less."
                .formatted(blur, size(steps), size(steps), size(steps) * 2 - 1));
      }
    }
  }

  /** Returns the size that the last of the steps that decide one decides. */
  static int size(List<Step> steps) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Step.Sizing sizing) {
        return sizing.size();
      }
    }
    throw new IllegalStateException("A pipeline was made without a step that decides the size.");
  }

  static boolean sameKind(Step a, Step b) {
    return a.getClass() == b.getClass() || (a instanceof Step.Sizing && b instanceof Step.Sizing);
  }
}
