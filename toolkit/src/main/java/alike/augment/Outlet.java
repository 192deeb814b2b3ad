package alike.augment;

import java.nio.FloatBuffer;

/** Writes a view where it belongs, normalised: the last thing that is done to it. */
final class Outlet implements Sink {

  private static final FloatBuffer NOWHERE = FloatBuffer.allocate(0);

  private final Tones tones;
  private final float[] strip = new float[Tones.MOST];

  private FloatBuffer target = NOWHERE;
  private int offset;
  private Normalize normalize = Normalize.none();
  private int channels;
  private int area;
  private int planes;

  Outlet(Tones tones) {
    this.tones = tones;
  }

  /** Turns to another view: where it goes, from which float on. */
  void open(
      FloatBuffer newTarget, int newOffset, Normalize newNormalize, int newChannels, int newArea) {
    target = newTarget;
    offset = newOffset;
    normalize = newNormalize;
    channels = newChannels;
    area = newArea;
  }

  /** Lets go of the memory that was written to. */
  void close() {
    target = NOWHERE;
  }

  /** Says of how many planes the channels are written: the last one stands for the rest. */
  void planes(int newPlanes) {
    planes = newPlanes;
  }

  @Override
  public void take(int plane, int at, float[] values, int from, int count) {
    int end = Math.min(at + count, area);
    int last = plane == planes - 1 ? channels - 1 : plane;
    for (int channel = plane; channel <= last; channel++) {
      for (int start = at; start < end; start += Tones.MOST) {
        int length = Math.min(Tones.MOST, end - start);
        tones.normalize(
            values,
            from + start - at,
            length,
            normalize.mean(channel),
            normalize.scale(channel),
            strip);
        target.put(offset + channel * area + start, strip, 0, length);
      }
    }
  }
}
