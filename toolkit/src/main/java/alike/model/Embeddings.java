package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.data.ImageSet;

/** What an encoder makes of a set of images: one row of numbers an image, outside any engine. */
public final class Embeddings {

  private final ImageSet images;
  private final int width;
  private final float[] values;

  Embeddings(ImageSet images, int width, float[] values) {
    this.images = images;
    this.width = width;
    this.values = values;
  }

  /**
   * Takes rows that stand for images.
   *
   * @param images N images
   * @param width D, 1 or more
   * @param values N × D finite numbers
   */
  public static Embeddings of(ImageSet images, int width, float[] values) {
    if (width < 1 || values.length != (long) images.size() * width) {
      throw new IllegalArgumentException(
          "values must be %d images × %d numbers, got %d."
              .formatted(images.size(), width, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "The embedding of image %d holds %s. The encoder diverged: lower the learning rate, or raise the temperature."
                .formatted(i / width, values[i]));
      }
    }
    return new Embeddings(images, width, values.clone());
  }

  /** Returns the images that the rows stand for. */
  public ImageSet images() {
    return images;
  }

  /** Returns N. */
  public int size() {
    return images.size();
  }

  /** Returns D. */
  public int width() {
    return width;
  }

  /** Returns number {@code column} of row {@code row}. */
  public float get(int row, int column) {
    return values[row * width + column];
  }

  /** Returns a copy of all numbers, row by row. */
  public float[] values() {
    return values.clone();
  }

  /** Returns all rows as an array [N, D] of a manager. */
  public NDArray in(NDManager manager) {
    return manager.create(values, new Shape(size(), width));
  }

  /** Returns a copy with every row divided by its length; a row of zeros stays zero. */
  public Embeddings unit() {
    var unit = values.clone();
    for (int row = 0; row < size(); row++) {
      double sum = 0;
      for (int i = row * width; i < (row + 1) * width; i++) {
        sum += (double) values[i] * values[i];
      }
      double scale = sum == 0 ? 0 : 1 / Math.sqrt(sum);
      for (int i = row * width; i < (row + 1) * width; i++) {
        unit[i] = (float) (values[i] * scale);
      }
    }
    return new Embeddings(images, width, unit);
  }

  @Override
  public String toString() {
    return "%d embeddings of %d numbers: %s".formatted(size(), width, images);
  }
}
