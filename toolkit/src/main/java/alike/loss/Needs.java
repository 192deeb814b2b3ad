package alike.loss;

import java.util.Arrays;

/** What losses ask of a batch, in one wording. */
final class Needs {

  private Needs() {}

  /** Refuses batches that are not two views of two or more images. */
  static void twoViews(Batch batch, String asking, String instead) {
    if (batch.viewCount() != 2 || batch.images() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 views of 2 or more images, got %d of %d. %s"
              .formatted(asking, batch.viewCount(), batch.images(), instead));
    }
  }

  /** Refuses batches of a single view. */
  static void severalViews(Batch batch, String asking) {
    if (batch.viewCount() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more views, got 1. Augment each image more often.".formatted(asking));
    }
  }

  /** Refuses batches of a single image. */
  static void severalImages(Batch batch, String asking) {
    if (batch.images() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more images, got 1. Use larger batches, and leave out an odd last image."
              .formatted(asking));
    }
  }

  /** Refuses batches of a single row. */
  static void severalRows(Batch batch, String asking) {
    if (batch.viewCount() * batch.images() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more rows, got 1 view of 1 image. Use larger batches.".formatted(asking));
    }
  }

  /** Refuses batches that are not one view with a teacher's embedding of another. */
  static void oneViewAndTarget(Batch batch, String asking) {
    long targets = batch.get(Role.TARGETS, asking).getShape().get(0);
    if (batch.viewCount() != 1 || targets != 1) {
      throw new IllegalArgumentException(
          "%s needs 1 view and 1 target, got %d views and %d targets. Give the view that is learned from, and the teacher's embedding of the other."
              .formatted(asking, batch.viewCount(), targets));
    }
  }

  /** Refuses batches in which no row has another row of its class. */
  static void positives(int[] positivesOfAnchors, Batch batch, String asking) {
    if (Arrays.stream(positivesOfAnchors).allMatch(count -> count == 0)) {
      throw new IllegalArgumentException(
          "%s found no positives: %d view of %d images, all of different classes. Give two views an image, or batches with several images of a class."
              .formatted(asking, batch.viewCount(), batch.images()));
    }
  }

  /** Refuses batches in which all rows are of one class. */
  static void negatives(int[] negativesOfAnchors, Batch batch, String asking) {
    if (Arrays.stream(negativesOfAnchors).allMatch(count -> count == 0)) {
      throw new IllegalArgumentException(
          "%s found no negatives: all of the %d images are of one class. Give batches with images of several classes."
              .formatted(asking, batch.images()));
    }
  }
}
