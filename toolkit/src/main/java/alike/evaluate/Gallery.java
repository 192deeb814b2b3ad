package alike.evaluate;

import alike.check.Require;
import alike.data.ImageGrid;
import alike.data.ImageSet;
import alike.model.Embeddings;
import alike.model.Encoder;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.IntStream;

/** Images beside those that an encoder finds most alike: what accuracies do not tell. */
public final class Gallery {

  private final Encoder encoder;
  private final Embeddings bank;

  private Gallery(Encoder encoder, Embeddings bank) {
    this.encoder = encoder;
    this.bank = bank;
  }

  /** Returns a gallery of images, embedded once. */
  public static Gallery of(Encoder encoder, ImageSet images) {
    return new Gallery(encoder, encoder.embed(images));
  }

  /**
   * Returns the first images of the gallery, one a row, each followed by its nearest others.
   *
   * @param queries rows, 1 to the number of images
   * @param k neighbours of each, 1 to the number of images less one
   */
  public ImageGrid neighbours(int queries, int k) {
    Require.within("queries", 1, bank.size(), queries);
    Require.within("k", 1, bank.size() - 1, k);
    int[] rows = IntStream.range(0, queries).toArray();
    var subset = bank.images().subset(rows);
    var found = Neighbours.of(bank, encoder.embed(subset), k + 1, Knn.Metric.COSINE);
    return grid("Nearest by " + encoder, subset, found, k, true);
  }

  /**
   * Returns other images, one a row, each followed by the nearest of the gallery.
   *
   * @param queries one row each
   * @param k neighbours of each, 1 to the number of images of the gallery
   */
  public ImageGrid neighbours(ImageSet queries, int k) {
    Require.within("k", 1, bank.size(), k);
    requireSameSize(queries);
    var found = Neighbours.of(bank, encoder.embed(queries), k, Knn.Metric.COSINE);
    return grid("Nearest by " + encoder, queries, found, k, false);
  }

  private void requireSameSize(ImageSet queries) {
    var images = bank.images();
    if (queries.height() != images.height()
        || queries.width() != images.width()
        || queries.channels() != images.channels()) {
      throw new IllegalArgumentException(
          "The queries are %s, the gallery holds %s. Both must have images of one size to stand in one grid."
              .formatted(queries, images));
    }
  }

  private ImageGrid grid(
      String title, ImageSet queries, Neighbours found, int k, boolean withoutSelf) {
    var images = bank.images();
    int length = images.height() * images.width() * images.channels();
    var bytes = new byte[queries.size() * (k + 1) * length];
    var captions = new ArrayList<String>();
    int cell = 0;
    for (int query = 0; query < queries.size(); query++) {
      queries.copy(query, bytes, cell++ * length);
      captions.add("▸ " + queries.classNames().get(queries.label(query)));
      for (int rank = 0, shown = 0; shown < k; rank++) {
        int index = found.index(query, rank);
        if (withoutSelf && index == query) {
          continue;
        }
        images.copy(index, bytes, cell++ * length);
        captions.add(
            String.format(
                Locale.ROOT,
                "%s %.2f",
                images.classNames().get(images.label(index)),
                found.similarity(query, rank)));
        shown++;
      }
    }
    return ImageGrid.of(title, images.height(), images.width(), images.channels(), bytes, k + 1)
        .withCaptions(captions);
  }
}
