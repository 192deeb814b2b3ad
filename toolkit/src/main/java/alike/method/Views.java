package alike.method;

import ai.djl.ndarray.NDArray;
import alike.loss.Batch;
import alike.loss.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The images of one step, as views; lives as long as the step.
 *
 * @param crops the views, those of one size together: one group, or global and local crops, or the
 *     two sides of pairs
 * @param indices the N images' places in the set that is trained on
 * @param labels the N images' classes
 * @param moment where the training stands
 * @param extras what a method around this one gives the loss, by role
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: lives for one step
public record Views(
    List<Crops> crops, int[] indices, int[] labels, Moment moment, Map<Role, NDArray> extras) {

  /** Copies the list and the map. */
  public Views {
    crops = List.copyOf(crops);
    extras = Map.copyOf(extras);
  }

  /** Takes views of one size and nothing else. */
  public static Views of(NDArray images, int count, int[] indices, int[] labels, Moment moment) {
    return new Views(List.of(new Crops(images, count)), indices, labels, moment, Map.of());
  }

  /** Returns the views of full size, float32 [V·N, C, H, W]: view 0 of all images, then view 1. */
  public NDArray images() {
    return crops.get(0).images();
  }

  /** Returns V, the number of views of full size. */
  public int count() {
    return crops.get(0).count();
  }

  /** Returns N. */
  public int size() {
    return labels.length;
  }

  /** Returns one view of full size of all images, float32 [N, C, H, W]. */
  public NDArray view(int view) {
    return images().get("%d:%d".formatted(view * size(), (view + 1) * size()));
  }

  /** Returns these views with something more for the loss. */
  public Views with(Role role, NDArray array) {
    var more = new EnumMap<Role, NDArray>(Role.class);
    more.putAll(extras);
    more.put(role, array);
    return new Views(crops, indices, labels, moment, more);
  }

  /**
   * Returns embeddings as a loss wants them, with the extras and without labels.
   *
   * @param embeddings [V·N, D], first view 0 of all images, then view 1; V ≥ 1
   */
  public Batch batch(NDArray embeddings) {
    long width = embeddings.getShape().get(1);
    var batch = Batch.of(embeddings.reshape(-1, size(), width)); // [V, N, D]
    for (var extra : extras.entrySet()) {
      batch = batch.with(extra.getKey(), extra.getValue());
    }
    return batch;
  }
}
