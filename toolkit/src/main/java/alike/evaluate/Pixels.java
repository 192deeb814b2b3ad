package alike.evaluate;

import alike.data.ImageSet;
import alike.model.Embeddings;

/** Images as their own embeddings: H·W·C numbers in [0, 1], the baseline without any encoder. */
public final class Pixels {

  private Pixels() {}

  /** Returns the images' bytes, divided by 255. */
  public static Embeddings of(ImageSet images) {
    int width = images.height() * images.width() * images.channels();
    var bytes = new byte[width];
    var values = new float[images.size() * width];
    for (int i = 0; i < images.size(); i++) {
      images.copy(i, bytes, 0);
      for (int j = 0; j < width; j++) {
        values[i * width + j] = (bytes[j] & 0xFF) / 255f;
      }
    }
    return Embeddings.of(images, width, values);
  }
}
