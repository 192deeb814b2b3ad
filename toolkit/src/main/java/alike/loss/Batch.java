package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of one batch and what a loss may need beside them. The arrays stay their owner's.
 */
public final class Batch {

  private final NDArray views;
  private final int @Nullable [] labels;

  private Batch(NDArray views, int @Nullable [] labels) {
    this.views = views;
    this.labels = labels;
  }

  /**
   * Takes embeddings without labels.
   *
   * @param views float32 [V, N, D]: V views of N images, raw (a loss normalises where its
   *     definition does); V, N, D ≥ 1
   */
  public static Batch of(NDArray views) {
    var shape = views.getShape();
    if (shape.dimension() != 3 || shape.size() == 0) {
      throw new IllegalArgumentException(
          "views %s must have the shape [V, N, D]: V views of N images, D numbers each, none of them 0. Stack the embeddings of the views along a new first axis."
              .formatted(shape));
    }
    return new Batch(views, null);
  }

  /**
   * Returns a copy with the images' classes.
   *
   * @param classes N class numbers, one an image
   */
  public Batch withLabels(int... classes) {
    if (classes.length != images()) {
      throw new IllegalArgumentException(
          "labels must be one an image: %d images, %d labels. Give [N], not one a view."
              .formatted(images(), classes.length));
    }
    return new Batch(views, classes.clone());
  }

  /** Returns the embeddings [V, N, D]. */
  public NDArray views() {
    return views;
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

  /** Returns whether the images' classes are known. */
  public boolean hasLabels() {
    return labels != null;
  }

  /**
   * Returns the class of each row of {@link #rows}, V·N numbers; without labels each image is a
   * class of its own.
   */
  int[] rowClasses() {
    var classes = new int[viewCount() * images()];
    for (int row = 0; row < classes.length; row++) {
      int image = row % images();
      classes[row] = labels == null ? image : labels[image];
    }
    return classes;
  }

  @Override
  public String toString() {
    return "Batch[views=%s, labels=%s]"
        .formatted(views.getShape(), labels == null ? "none" : Arrays.toString(labels));
  }
}
