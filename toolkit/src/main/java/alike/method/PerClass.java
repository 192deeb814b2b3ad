package alike.method;

import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws batches in which every class that is there has several images. The classes take turns in
 * random order; the images of a class too, all of them before one comes again.
 *
 * @param labels of all images
 * @param perClass images that a class puts in at a time
 * @param seed decides all draws, together with the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PerClass(int[] labels, int perClass, long seed) {

  private static final long CLASSES = -1; // the key of the classes' own order

  /** Returns as many batches as a shuffle of all images has, each of exactly this size. */
  List<int[]> plan(int epoch, int batch) {
    var classes = new ArrayList<Turns>();
    int last = Arrays.stream(labels).max().orElseThrow();
    for (int label = 0; label <= last; label++) {
      int own = label;
      int[] images = IntStream.range(0, labels.length).filter(i -> labels[i] == own).toArray();
      if (images.length > 0) {
        classes.add(new Turns(images, SplitMix64.of(seed, epoch, label)));
      }
    }
    int[] places = IntStream.range(0, classes.size()).toArray();
    var turn = new Turns(places, SplitMix64.of(seed, epoch, CLASSES));
    var plan = new ArrayList<int[]>();
    for (int i = 0; i < labels.length / batch; i++) {
      var images = new int[batch];
      for (int at = 0; at < batch; at++) {
        images[at] = classes.get(at % perClass == 0 ? turn.next() : turn.last()).next();
      }
      plan.add(images);
    }
    return plan;
  }

  /** Things that come in random order, again and again, in a new order each time. */
  private static final class Turns {

    private final int[] things;
    private final SplitMix64 random;
    private int[] order = new int[0];
    private int at;
    private int last;

    Turns(int[] things, SplitMix64 random) {
      this.things = things;
      this.random = random;
    }

    int next() {
      if (at == order.length) {
        order = random.permutation(things.length);
        at = 0;
      }
      last = things[order[at++]];
      return last;
    }

    /** Returns what came last. */
    int last() {
      return last;
    }
  }
}
