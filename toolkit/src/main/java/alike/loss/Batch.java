package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of one batch and what a loss may need beside them: an immutable value, the arrays
 * stay their owner's.
 */
public final class Batch {

  private final NDArray views;
  private final int @Nullable [] labels;
  private final int @Nullable [] bankLabels;
  private final int @Nullable [] assignments;
  private final Map<Role, NDArray> others;

  private Batch(
      NDArray views,
      int @Nullable [] labels,
      int @Nullable [] bankLabels,
      int @Nullable [] assignments,
      Map<Role, NDArray> others) {
    this.views = views;
    this.labels = labels;
    this.bankLabels = bankLabels;
    this.assignments = assignments;
    this.others = others;
  }

  /**
   * Takes embeddings without labels.
   *
   * @param views float32 [V, N, D]: V views of N images, raw (a loss normalises where its
   *     definition does); V, N, D ≥ 1. Half precision is computed in float32
   */
  public static Batch of(NDArray views) {
    var shape = views.getShape();
    if (shape.dimension() != 3 || shape.size() == 0) {
      throw new IllegalArgumentException(
          "views %s must have the shape [V, N, D]: V views of N images, D numbers each, none of them 0. Stack the embeddings of the views along a new first axis."
              .formatted(shape));
    }
    return new Batch(single(views), null, null, null, Map.of());
  }

  /** Takes the embeddings of two views, or of two towers, [N, D] each. */
  public static Batch of(NDArray first, NDArray second) {
    if (!first.getShape().equals(second.getShape())) {
      throw new IllegalArgumentException(
          "The two views %s and %s must have one common shape [N, D], row i of each being one image."
              .formatted(first.getShape(), second.getShape()));
    }
    return of(NDArrays.stack(new NDList(first, second)));
  }

  /** Brings half precision to float32; multiplying keeps the gradient where a cast would cut it. */
  private static NDArray single(NDArray array) {
    return array.getDataType() == DataType.FLOAT16
        ? array.getManager().ones(new Shape(1), DataType.FLOAT32).mul(array)
        : array;
  }

  /**
   * Returns a copy with the images' classes.
   *
   * @param classes N class numbers, one an image; a negative number stands for “not known”
   */
  public Batch withLabels(int... classes) {
    requireOneAnImage("labels", classes.length);
    return new Batch(views, classes.clone(), bankLabels, assignments, others);
  }

  /** Returns a copy with the classes of the rows of the bank, K numbers. */
  public Batch withBankLabels(int... classes) {
    return new Batch(views, labels, classes.clone(), assignments, others);
  }

  /** Returns a copy with each image's prototype, N numbers of 0 to K − 1. */
  public Batch withAssignments(int... prototypes) {
    requireOneAnImage("assignments", prototypes.length);
    return new Batch(views, labels, bankLabels, prototypes.clone(), others);
  }

  private void requireOneAnImage(String name, int given) {
    if (given != images()) {
      throw new IllegalArgumentException(
          "%s must be one an image: %d images, %d %s. Give [N], not one a view."
              .formatted(name, images(), given, name));
    }
  }

  /**
   * Returns a copy with a further array.
   *
   * @param role what the array is to the loss; its shape is the role's
   */
  public Batch with(Role role, NDArray array) {
    Roles.check(this, role, array.getShape());
    var all = new EnumMap<Role, NDArray>(Role.class);
    all.putAll(others);
    all.put(role, single(array));
    return new Batch(views, labels, bankLabels, assignments, all);
  }

  /** Returns a copy with other embeddings of the same images, everything else kept. */
  Batch withViews(NDArray changed) {
    return new Batch(changed, labels, bankLabels, assignments, others);
  }

  /** Returns the batch with its views, and its teacher's, in reverse order. */
  Batch reversed() {
    var batch = withViews(views.flip(0));
    var targets = others.get(Role.TARGETS);
    return targets == null ? batch : batch.with(Role.TARGETS, targets.flip(0));
  }

  /** Returns the embeddings [V, N, D]. */
  public NDArray views() {
    return views;
  }

  /** Returns the embeddings of one view [N, D]. */
  public NDArray view(int view) {
    return views.get(view);
  }

  /** Returns the embeddings as rows [V·N, D]: first view 0 of all images, then view 1. */
  public NDArray rows() {
    return views.reshape(-1, views.getShape().get(2));
  }

  /** Returns V. */
  public int viewCount() {
    return (int) views.getShape().get(0);
  }

  /** Returns N. */
  public int images() {
    return (int) views.getShape().get(1);
  }

  /** Returns D. */
  public int width() {
    return (int) views.getShape().get(2);
  }

  /** Returns whether the images' classes are known. */
  public boolean hasLabels() {
    return labels != null;
  }

  /** Returns whether there is an array in a role. */
  public boolean has(Role role) {
    return others.containsKey(role);
  }

  /**
   * Returns the array in a role.
   *
   * @param asking the loss that needs it, for the message
   * @throws IllegalArgumentException if there is none
   */
  public NDArray get(Role role, String asking) {
    var array = others.get(role);
    if (array == null) {
      throw new IllegalArgumentException(
          "%s needs %s: %s. Use a method that provides it, or Batch.with(Role.%s, …)."
              .formatted(asking, role, role.shape(), role));
    }
    return array;
  }

  /** Returns a copy of the images' classes, N numbers; refuses a batch without. */
  public int[] labels(String asking) {
    return required(labels, asking, "the images' classes, Batch.withLabels(…)");
  }

  /** Returns a copy of the classes of the bank's rows; refuses a batch without. */
  public int[] bankLabels(String asking) {
    return required(bankLabels, asking, "the classes of the bank's rows, Batch.withBankLabels(…)");
  }

  /** Returns a copy of each image's prototype; refuses a batch without. */
  public int[] assignments(String asking) {
    return required(assignments, asking, "each image's prototype, Batch.withAssignments(…)");
  }

  private static int[] required(int @Nullable [] numbers, String asking, String what) {
    if (numbers == null) {
      throw new IllegalArgumentException(
          "%s needs %s. Use a data set and a method that have them.".formatted(asking, what));
    }
    return numbers.clone();
  }

  /**
   * Returns the class of each row of {@link #rows}, V·N numbers; without labels, and where an
   * image's label is negative, each image is a class of its own.
   */
  int[] rowClasses() {
    int own = labels == null ? 0 : Arrays.stream(labels).max().orElse(0) + 1;
    var classes = new int[viewCount() * images()];
    for (int row = 0; row < classes.length; row++) {
      int image = row % images();
      classes[row] = labels == null || labels[image] < 0 ? own + image : labels[image];
    }
    return classes;
  }

  @Override
  public String toString() {
    var more =
        others.entrySet().stream()
            .map(entry -> ", %s=%s".formatted(entry.getKey(), entry.getValue().getShape()))
            .collect(Collectors.joining());
    return "Batch[views=%s, labels=%s%s]"
        .formatted(views.getShape(), labels == null ? "none" : Arrays.toString(labels), more);
  }
}
