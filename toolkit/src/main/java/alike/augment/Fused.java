package alike.augment;

import alike.data.ImageSet;
import alike.engine.Simd;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Makes a view in one pass from the image's bytes to normalised floats, for pipelines of the steps
 * that {@link Drawn} knows; the result is that of the steps one by one, up to rounding. Holds the
 * memory that it works in, so it belongs to one thread.
 */
final class Fused {

  /** Pixels a plane that are worked on at a time. */
  private static final int STRIP = Tones.MOST;

  private static final ThreadLocal<Fused> OF_THREAD = ThreadLocal.withInitial(Fused::best);

  private final Tones tones;
  private final Blurring blurring;
  private final Cropping cropping;
  private final Drawn drawn = new Drawn();
  private final Source source = new Source();
  private final Canvas canvas = new Canvas();
  private final float[] strip = new float[STRIP];

  private int live; // planes that still differ

  Fused(Stretch stretch, Tones tones, Smooth smooth) {
    this.tones = tones;
    this.blurring = new Blurring(smooth);
    this.cropping = new Cropping(stretch);
  }

  /** Returns this thread's own: what was left in it by another view makes no difference. */
  static Fused ofThread() {
    return OF_THREAD.get();
  }

  static Fused plain() {
    return new Fused(new PlainStretch(), new PlainTones(), new PlainSmooth());
  }

  /** Returns one that computes with vectors where this JVM can. */
  static Fused best() {
    return new Fused(
        Simd.load(Stretch.class, "alike.augment.VectorStretch").orElseGet(PlainStretch::new),
        Simd.load(Tones.class, "alike.augment.VectorTones").orElseGet(PlainTones::new),
        Simd.load(Smooth.class, "alike.augment.VectorSmooth").orElseGet(PlainSmooth::new));
  }

  /** Writes a view as {@link Augment#apply} says, of steps for which {@link Drawn#fits}. */
  void view(
      List<Step> steps,
      ImageSet images,
      int index,
      long seed,
      int epoch,
      int view,
      FloatBuffer target,
      int offset) {
    drawn.draw(steps, images.height(), images.width(), seed, epoch, index, view);
    make(images, index, (Normalize) steps.get(steps.size() - 1), target, offset);
  }

  /** Writes the whole image as {@link Augment#plain} says. */
  void whole(
      int size, Normalize normalize, ImageSet images, int index, FloatBuffer target, int offset) {
    drawn.whole(size, images.height(), images.width());
    make(images, index, normalize, target, offset);
  }

  private void make(
      ImageSet images, int index, Normalize normalize, FloatBuffer target, int offset) {
    normalize.requireChannels(images.channels());
    live = images.channels();
    canvas.prepare(drawn.size(), live);
    cropping.fill(canvas, source.bytes(images, index), images.width(), drawn);
    int done = 0;
    while (done < drawn.count()) {
      done = changed(done);
    }
    write(normalize, target, offset);
  }

  /** Does what comes next, up to what needs the whole view as it is by then. */
  private int changed(int from) {
    if (drawn.kind(from) == Drawn.Kind.BLUR) {
      blurring.blur(canvas, live, drawn.kernel(from), drawn.value(from));
      return from + 1;
    }
    float rest = 0;
    if (drawn.kind(from) == Drawn.Kind.CONTRAST) {
      canvas.clearRoom();
      double mean =
          tones.greyMean(canvas.values(), canvas.stride(), live, canvas.stride(), canvas.area());
      rest = (float) ((1 - drawn.value(from)) * mean);
    }
    int to = from + 1;
    while (to < drawn.count() && drawn.kind(to).isPointwise()) {
      to++;
    }
    for (int at = 0; at < canvas.stride(); at += STRIP) {
      int count = Math.min(STRIP, canvas.stride() - at);
      for (int i = from; i < to; i++) {
        change(i, rest, at, count);
      }
    }
    if (live == 3 && !drawn.mixesChannelsFrom(to) && drawn.greyedBetween(from, to)) {
      live = 1;
    }
    return to;
  }

  private void change(int i, float rest, int at, int count) {
    float[] x = canvas.values();
    int stride = canvas.stride();
    float value = (float) drawn.value(i);
    switch (drawn.kind(i)) {
      case BRIGHTNESS -> tones.scale(x, at, stride, live, count, value, 0);
      case CONTRAST -> tones.scale(x, at, stride, live, count, value, rest);
      case SATURATION -> {
        if (canvas.channels() == 3) {
          tones.saturate(x, at, stride, count, value);
        }
      }
      case HUE -> {
        if (canvas.channels() == 3) {
          tones.turn(x, at, stride, count, 6 * drawn.value(i));
        }
      }
      case GREY -> {
        if (canvas.channels() == 3) {
          tones.grey(x, at, stride, 3, count);
        }
      }
      case SOLARIZE -> tones.solarize(x, at, stride, live, count, value);
      case BLUR -> throw new IllegalStateException("A blur is not for strips.");
    }
  }

  private void write(Normalize normalize, FloatBuffer target, int offset) {
    for (int channel = 0; channel < canvas.channels(); channel++) {
      int plane = Math.min(channel, live - 1) * canvas.stride();
      float mean = normalize.mean(channel);
      float scale = normalize.scale(channel);
      for (int at = 0; at < canvas.area(); at += STRIP) {
        int count = Math.min(STRIP, canvas.area() - at);
        tones.normalize(canvas.values(), plane + at, count, mean, scale, strip);
        target.put(offset + channel * canvas.area() + at, strip, 0, count);
      }
    }
  }
}
