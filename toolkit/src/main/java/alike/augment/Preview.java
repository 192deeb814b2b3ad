package alike.augment;

import alike.data.ImageGrid;
import alike.data.ImageSet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;

/** Turns views back into pictures. */
final class Preview {

  private static final byte GROUND = (byte) 128; // around views that are smaller than others

  private Preview() {}

  static ImageGrid of(Augment augment, ImageSet images, int count, int draws, long seed) {
    int cell = images.channels() * augment.size() * augment.size();
    var bytes = new byte[count * (draws + 1) * cell];
    Arrays.fill(bytes, GROUND);
    var headings = new ArrayList<String>();
    for (int image = 0; image < count; image++) {
      headings.add(images.classNames().get(images.label(image)));
      for (int draw = 0; draw <= draws; draw++) {
        int size = draw == 0 ? augment.size() : augment.size(draw - 1);
        var view = FloatBuffer.allocate(images.channels() * size * size);
        if (draw == 0) {
          augment.plain(images, image, view, 0);
        } else {
          augment.apply(images, image, seed, 0, draw - 1, view, 0);
        }
        unpack(augment, view, size, bytes, (image * (draws + 1) + draw) * cell);
      }
    }
    var title = "%s: the original, then %d views".formatted(images.name(), draws);
    int channels = images.channels();
    return ImageGrid.of(title, augment.size(), augment.size(), channels, bytes, draws + 1)
        .withRowHeadings(headings);
  }

  /** Puts a view into the middle of its cell, pixel for pixel; of a larger one its middle. */
  private static void unpack(Augment augment, FloatBuffer view, int size, byte[] bytes, int start) {
    int edge = augment.size();
    int channels = view.capacity() / (size * size);
    int shift = Math.floorDiv(edge - size, 2);
    for (int i = 0; i < view.capacity(); i++) {
      int channel = i / (size * size);
      int row = i / size % size + shift;
      int column = i % size + shift;
      if (Math.min(row, column) >= 0 && Math.max(row, column) < edge) {
        float value = augment.normalization().undo(view.get(i), channel);
        bytes[start + (row * edge + column) * channels + channel] = (byte) Math.round(value * 255);
      }
    }
  }
}
