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

  private final Cropping cropping;
  private final Coloring coloring;
  private final Blurring blurring;
  private final Outlet outlet;
  private final Drawn drawn = new Drawn();
  private final Source source = new Source();

  private Canvas canvas = new Canvas();
  private Canvas other = new Canvas(); // a blur cannot be done in place
  private int live; // planes that still differ
  private boolean added; // whether the canvas, as it is now, was added up

  Fused(Stretch stretch, Tones tones, Smooth smooth) {
    this.cropping = new Cropping(stretch);
    this.coloring = new Coloring(tones);
    this.blurring = new Blurring(smooth);
    this.outlet = new Outlet(tones);
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
    outlet.open(target, offset, normalize, live, canvas.area());
    cropping.start(canvas, source.bytes(images, index), images.width(), drawn);
    int done = pass(0, 0, 0);
    while (done < drawn.count()) {
      done =
          switch (drawn.kind(done)) {
            case BLUR -> blur(done);
            case CONTRAST -> pass(done, done + 1, rest(done));
            default -> pass(done, done, 0);
          };
    }
    outlet.close();
  }

  private int blur(int i) {
    boolean last = i + 1 == drawn.count();
    outlet.planes(live);
    other.prepare(drawn.size(), canvas.channels());
    blurring.blur(canvas, live, drawn.kernel(i), drawn.value(i), last ? outlet : other);
    var blurred = other;
    other = canvas;
    canvas = blurred;
    added = false;
    return i + 1;
  }

  /** Returns what a contrast adds to every value. */
  private float rest(int i) {
    if (!added) {
      coloring.clear();
      coloring.add(canvas, live, 0, canvas.stride());
    }
    return (float) ((1 - drawn.value(i)) * coloring.greyMean(canvas, live));
  }

  /**
   * Goes over the view once, strip by strip, so that each stays near the processor: crops it if
   * that was not done, does the steps from {@code from} on, those before {@code next} and whatever
   * else needs a pixel alone, then adds the strip up for a contrast that comes next, or writes it
   * if nothing comes. Returns the next step.
   */
  private int pass(int from, int next, float rest) {
    int to = next;
    while (to < drawn.count() && drawn.kind(to).isPointwise()) {
      to++;
    }
    boolean last = to == drawn.count();
    boolean greyed = drawn.greyedBetween(from, to) && !drawn.mixesChannelsFrom(to);
    int planes = greyed ? 1 : live;
    added = !last && drawn.kind(to) == Drawn.Kind.CONTRAST;
    coloring.clear();
    for (int at = 0; at < canvas.stride(); at += STRIP) {
      int count = Math.min(STRIP, canvas.stride() - at);
      cropping.fill(at + count);
      for (int i = from; i < to; i++) {
        coloring.change(canvas, live, drawn, i, rest, at, count);
      }
      if (last) {
        write(planes, at, count);
      } else if (added) {
        coloring.add(canvas, planes, at, count);
      }
    }
    live = planes;
    return to;
  }

  private void write(int planes, int at, int count) {
    outlet.planes(planes);
    for (int plane = 0; plane < planes; plane++) {
      outlet.take(plane, at, canvas.values(), plane * canvas.stride() + at, count);
    }
  }
}
