package alike.loss;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A view of the batch and the teacher's embedding of another view, by their numbers.
 *
 * @param view of {@link Batch#views}
 * @param target of {@link Role#TARGETS}
 */
record Crossing(int view, int target) {

  /**
   * Returns which views meet which targets: each view the targets of all other views. A single
   * target is of another view than the single view it meets.
   */
  static List<Crossing> of(Batch batch, String asking) {
    long targets = batch.get(Role.TARGETS, asking).getShape().get(0);
    int views = batch.viewCount();
    if (targets != views) {
      throw new IllegalArgumentException(
          "%s needs a teacher's embeddings of as many views as there are views, got %d views and %d targets. Let the teacher embed all views, or give one view and the target of another."
              .formatted(asking, views, targets));
    }
    return views == 1
        ? List.of(new Crossing(0, 0))
        : IntStream.range(0, views * views)
            .filter(pair -> pair / views != pair % views)
            .mapToObj(pair -> new Crossing(pair / views, pair % views))
            .toList();
  }
}
