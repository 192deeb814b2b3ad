package alike.loss;

import java.util.ArrayList;
import java.util.List;

/** Every family of losses, at its paper's settings. */
final class Families {

  private Families() {}

  static List<Loss> all() {
    var all = new ArrayList<>(contrastive());
    all.addAll(others());
    return List.copyOf(all);
  }

  /** Losses that pick positives out of negatives. */
  private static List<Loss> contrastive() {
    return List.of(NtXent.standard(), SupCon.standard());
  }

  /** Losses without negatives, on prototypes, and of metric learning. */
  private static List<Loss> others() {
    return List.of();
  }
}
