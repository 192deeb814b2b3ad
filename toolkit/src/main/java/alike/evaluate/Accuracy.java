package alike.evaluate;

import alike.data.ImageSet;

/** The part of images whose class was predicted rightly. */
final class Accuracy {

  private Accuracy() {}

  /** Returns it in [0, 1], for one predicted class an image. */
  static double of(int[] predicted, ImageSet images) {
    int right = 0;
    for (int i = 0; i < predicted.length; i++) {
      right += predicted[i] == images.label(i) ? 1 : 0;
    }
    return (double) right / predicted.length;
  }
}
