package alike.augment;

import alike.data.ImageSet;
import java.lang.ref.WeakReference;

/** The bytes of the image that views are being made of; its second view finds them there. */
final class Source {

  /** Bytes behind the image that may be read, for loops over whole vectors. */
  static final int ROOM = 256;

  private byte[] bytes = new byte[0];
  private WeakReference<ImageSet> held = new WeakReference<>(null);
  private int index;

  byte[] bytes(ImageSet images, int newIndex) {
    if (held.get() == images && index == newIndex) {
      return bytes;
    }
    int length = images.height() * images.width() * images.channels();
    if (bytes.length < length + ROOM) {
      bytes = new byte[length + ROOM];
    }
    images.copy(newIndex, bytes, 0);
    if (held.get() != images) {
      held = new WeakReference<>(images);
    }
    index = newIndex;
    return bytes;
  }
}
