package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * The classes of the images of a batch, as targets of a classifier.
 *
 * @param classes [N], 0 to C − 1; negative where not known
 * @param width C
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Labels(int[] classes, int width) {

  /** Takes a batch's labels, of as many classes as it has scores. */
  static Labels of(Batch batch, String asking) {
    int width = (int) batch.get(Role.LOGITS, asking).getShape().get(1);
    return of(batch.labels(asking), width, asking);
  }

  /** Takes labels of a number of classes. */
  static Labels of(int[] classes, int width, String asking) {
    for (int label : classes) {
      if (label >= width) {
        throw new IllegalArgumentException(
            "%s has %d classes, but a label is %d. Give scores or points for all classes, labels from 0."
                .formatted(asking, width, label));
      }
    }
    return new Labels(classes, width);
  }

  boolean known(int image) {
    return classes[image] >= 0;
  }

  /** Returns of how many images the class is known. */
  int count() {
    return (int) Arrays.stream(classes).filter(label -> label >= 0).count();
  }

  /** Returns 1 at each image's class [N, C]; a row of zeros where it is not known. */
  Mask hot() {
    return Mask.of(classes.length, width, (image, label) -> classes[image] == label);
  }

  /**
   * Returns −Σᵢ shareᵢ ln pᵢ of each image's class, a scalar.
   *
   * @param logProbabilities [N, C]
   */
  NDArray crossEntropy(NDArray logProbabilities, double[] shares) {
    return Logits.weighted(logProbabilities, hot().scaled(shares)).neg();
  }

  /** Returns each row's most probable class, or −1 if it is less probable than the least. */
  static int[] confident(float[] probabilities, int width, double least) {
    var best = new int[probabilities.length / width];
    for (int row = 0; row < best.length; row++) {
      int at = row * width;
      for (int label = 1; label < width; label++) {
        at = probabilities[row * width + label] > probabilities[at] ? row * width + label : at;
      }
      best[row] = probabilities[at] >= least ? at % width : -1;
    }
    return best;
  }
}
