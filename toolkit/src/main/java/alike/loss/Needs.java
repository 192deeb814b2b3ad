package alike.loss;

/** What losses ask of a batch, and what they say when it is missing. */
final class Needs {

  private Needs() {}

  /** Refuses a batch that has not exactly two views. */
  static void twoViews(Batch batch, String asking) {
    if (batch.viewCount() != 2) {
      throw new IllegalArgumentException(
          "%s needs 2 views, got %d. Augment each image twice."
              .formatted(asking, batch.viewCount()));
    }
  }

  /** Refuses a batch of a single view. */
  static void severalViews(Batch batch, String asking) {
    if (batch.viewCount() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more views, got 1. Augment each image more often.".formatted(asking));
    }
  }

  /** Refuses a batch of a single image. */
  static void severalImages(Batch batch, String asking) {
    if (batch.images() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more images, got 1. Use larger batches, and leave out an odd last image."
              .formatted(asking));
    }
  }

  /** Refuses a batch of a single row. */
  static void severalRows(Batch batch, String asking) {
    if (batch.viewCount() * batch.images() < 2) {
      throw new IllegalArgumentException(
          "%s needs 2 or more rows, got 1 view of 1 image. Use larger batches.".formatted(asking));
    }
  }

  /** Refuses a batch in which no row has another row of its class. */
  static void positives(boolean found, Batch batch, String asking) {
    if (!found) {
      throw new IllegalArgumentException(
          "%s found no positives: %d view of %d images, all of different classes. Give two views an image, or batches with several images of a class."
              .formatted(asking, batch.viewCount(), batch.images()));
    }
  }
}
