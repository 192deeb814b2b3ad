package alike.augment;

/** Enlarges or shrinks about the middle; the size stays. */
final class Zoom {

  private Zoom() {}

  /** Returns the values of the image enlarged by a factor, bilinear; black where nothing was. */
  static float[] of(Planes image, double factor) {
    var down = Line.of(image.height(), factor);
    var across = Line.of(image.width(), factor);
    int area = image.height() * image.width();
    var result = new float[image.values().length];
    for (int i = 0; i < result.length; i++) {
      int row = i % area / image.width();
      int column = i % image.width();
      float sum = 0;
      for (int corner = 0; corner < 4; corner++) {
        int y = 2 * row + corner / 2;
        int x = 2 * column + corner % 2;
        int at = i / area * area + down.places[y] * image.width() + across.places[x];
        sum += down.weights[y] * across.weights[x] * image.values()[at];
      }
      result[i] = sum;
    }
    return result;
  }

  /** For each pixel of a row or column the two that it is mixed of; weight 0 for one outside. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Line(int[] places, float[] weights) {

    static Line of(int length, double factor) {
      var places = new int[2 * length];
      var weights = new float[2 * length];
      double middle = (length - 1) / 2.0;
      for (int i = 0; i < places.length; i++) {
        int pixel = i / 2;
        double from = (pixel - middle) / factor + middle;
        int place = (int) Math.floor(from) + i % 2;
        if (place >= 0 && place < length) {
          places[i] = place;
          weights[i] = (float) (1 - Math.abs(from - place));
        }
      }
      return new Line(places, weights);
    }
  }
}
