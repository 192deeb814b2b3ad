package alike.augment;

import java.util.Arrays;

/** Changes the colours of a canvas, strip by strip, and takes the mean that a contrast needs. */
final class Coloring {

  private final Tones tones;
  private final float[] sums = new float[3 * Tones.SUMS]; // of each plane

  Coloring(Tones tones) {
    this.tones = tones;
  }

  /**
   * Does step {@code i} of what was drawn to pixels of the first planes.
   *
   * @param rest of a contrast: what is added to every value
   */
  void change(Canvas canvas, int planes, Drawn drawn, int i, float rest, int at, int count) {
    float[] x = canvas.values();
    int stride = canvas.stride();
    float value = (float) drawn.value(i);
    boolean coloured = canvas.channels() == 3;
    switch (drawn.kind(i)) {
      case BRIGHTNESS -> tones.scale(x, at, stride, planes, count, value, 0);
      case CONTRAST -> tones.scale(x, at, stride, planes, count, value, rest);
      case SOLARIZE -> tones.solarize(x, at, stride, planes, count, value);
      case SATURATION -> {
        if (coloured) {
          tones.saturate(x, at, stride, count, value);
        }
      }
      case HUE -> {
        if (coloured) {
          tones.turn(x, at, stride, count, 6 * drawn.value(i));
        }
      }
      case GREY -> {
        if (coloured) {
          tones.grey(x, at, stride, 3, count);
        }
      }
      case BLUR -> throw new IllegalStateException("A blur is not for strips.");
    }
  }

  /** Forgets what was added up. */
  void clear() {
    Arrays.fill(sums, 0);
  }

  /** Adds up pixels of the first planes; those behind the last one count as 0. */
  void add(Canvas canvas, int planes, int at, int count) {
    if (at + count == canvas.stride()) {
      canvas.clearRoom();
    }
    for (int plane = 0; plane < planes; plane++) {
      int from = plane * canvas.stride() + at;
      tones.sum(canvas.values(), from, count, sums, plane * Tones.SUMS);
    }
  }

  /** Returns the grey image's mean, once all pixels were added up. */
  double greyMean(Canvas canvas, int planes) {
    return Tones.greyMean(sums, planes, canvas.area());
  }
}
