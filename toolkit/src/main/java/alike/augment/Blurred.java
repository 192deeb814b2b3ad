package alike.augment;

/**
 * Mixes each pixel with its neighbours, weights {@code exp(-d² / 2σ²)} normalised, the image
 * reflected at its edges (the edge pixel not repeated), as torchvision does.
 *
 * @param kernelX pixels mixed along a row, odd
 * @param kernelY pixels mixed along a column, odd
 * @param sigmaX σ along a row, pixels
 * @param sigmaY σ along a column, pixels
 */
record Blurred(int kernelX, int kernelY, double sigmaX, double sigmaY) implements Op {

  @Override
  public void apply(Planes image) {
    if (kernelX / 2 >= image.width() || kernelY / 2 >= image.height()) {
      throw new IllegalArgumentException(
          "%s reaches further than an image of %d×%d. Take a smaller kernel."
              .formatted(this, image.height(), image.width()));
    }
    var scratch = new float[image.values().length];
    along(image, image.values(), scratch, weights(kernelX, sigmaX), 1);
    along(image, scratch, image.values(), weights(kernelY, sigmaY), image.width());
  }

  /** Mixes along rows (step 1) or along columns (step = width). */
  private static void along(
      Planes image, float[] source, float[] target, float[] weights, int step) {
    int width = image.width();
    int length = step == 1 ? width : image.height();
    int half = weights.length / 2;
    for (int i = 0; i < source.length; i++) {
      int place = step == 1 ? i % width : i / width % length;
      float sum = 0;
      for (int j = -half; j <= half; j++) {
        int at = Math.abs(place + j);
        at = at < length ? at : 2 * (length - 1) - at;
        sum += weights[j + half] * source[i + (at - place) * step];
      }
      target[i] = sum;
    }
  }

  private static float[] weights(int kernel, double sigma) {
    var weights = new float[kernel];
    double sum = 0;
    for (int i = 0; i < kernel; i++) {
      sum += weight(i - kernel / 2, sigma);
    }
    for (int i = 0; i < kernel; i++) {
      weights[i] = (float) (weight(i - kernel / 2, sigma) / sum);
    }
    return weights;
  }

  private static double weight(int distance, double sigma) {
    return Math.exp(-0.5 * distance * distance / (sigma * sigma));
  }
}
