package alike.augment;

import alike.data.ImageGrid;
import alike.data.ImageSet;
import java.nio.FloatBuffer;
import java.util.ArrayList;

/** Turns views back into pictures. */
final class Preview {

  private Preview() {}

  static ImageGrid of(Augment augment, ImageSet images, int count, int draws, long seed) {
    int channels = images.channels();
    int area = augment.size() * augment.size();
    var view = FloatBuffer.allocate(channels * area);
    var bytes = new byte[count * (draws + 1) * channels * area];
    var headings = new ArrayList<String>();
    for (int image = 0; image < count; image++) {
      headings.add(images.classNames().get(images.label(image)));
      for (int draw = 0; draw <= draws; draw++) {
        if (draw == 0) {
          augment.plain(images, image, view, 0);
        } else {
          augment.apply(images, image, seed, 0, draw - 1, view, 0);
        }
        int start = (image * (draws + 1) + draw) * channels * area;
        unpack(augment.normalization(), view, channels, bytes, start);
      }
    }
    var title = "%s: the original, then %d views".formatted(images.name(), draws);
    return ImageGrid.of(title, augment.size(), augment.size(), channels, bytes, draws + 1)
        .withRowHeadings(headings);
  }

  private static void unpack(
      Normalize normalization, FloatBuffer view, int channels, byte[] bytes, int start) {
    int area = view.capacity() / channels;
    for (int i = 0; i < view.capacity(); i++) {
      int channel = i / area;
      float value = normalization.undo(view.get(i), channel);
      bytes[start + i % area * channels + channel] = (byte) Math.round(value * 255);
    }
  }
}
