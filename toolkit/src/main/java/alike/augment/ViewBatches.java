package alike.augment;

import alike.check.Require;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the batches of views that training eats: shuffled anew every epoch, on several threads, the
 * next batch in the background while the engine works on this one. The same seed and epoch give the
 * same batches, bit for bit, on any number of threads.
 *
 * <pre>{@code
 * try (var batches = ViewBatches.builder(images, augment).batch(256).seed(7).build()) {
 *   for (var batch : batches.epoch(0)) {
 *     try (batch) {
 *       step(batch.floats());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The images that do not fill a last batch are left out; the next epoch shuffles them in again.
 * One thread consumes; batches and iterators are not for sharing.
 */
public final class ViewBatches implements AutoCloseable {

  private final ImageSet images;
  private final int batch;
  private final long seed;
  private final ViewLayout layout;
  private final Ring ring;

  private ViewBatches(Builder builder) {
    images = builder.images;
    batch = builder.batch;
    seed = builder.seed;
    var maker = ViewMaker.of(images, builder.augment, builder.views, seed);
    layout = maker.layout();
    maker.tryOne();
    ring = new Ring(maker, batch, builder.buffers, builder.threads);
  }

  /** Starts a loader of the views of these images. */
  public static Builder builder(ImageSet images, Augment augment) {
    return new Builder(images, augment);
  }

  /** Returns the number of batches in an epoch. */
  public int batches() {
    return images.size() / batch;
  }

  /** Returns the runs of an image's views of one size, in order: one if all are of one size. */
  public List<ViewGroup> groups() {
    return layout.groups();
  }

  /** Returns the batches of an epoch. Starting an epoch ends the one before. */
  public Iterable<ViewBatch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /**
   * Returns the batches of an epoch from one of them on, for a run that is taken up again.
   *
   * @param epoch which pass over the data, 0 or more
   * @param first how many batches were seen before, 0 to batches()
   */
  public Iterable<ViewBatch> epoch(int epoch, int first) {
    Require.atLeast("epoch", 0, epoch);
    Require.within("first", 0, batches(), first);
    var plan = shuffled(images.size(), batch, seed, epoch);
    return epoch(epoch, plan.subList(first, plan.size()));
  }

  /**
   * Returns which images the batches of an epoch hold: all in random order, those left out that do
   * not fill a last batch.
   *
   * @param images how many images there are
   * @param batch images a batch, 1 to {@code images}
   * @param seed decides the order
   * @param epoch each has an order of its own
   */
  public static List<int[]> shuffled(int images, int batch, long seed, int epoch) {
    var order = SplitMix64.of(seed, epoch).permutation(images);
    var plan = new ArrayList<int[]>();
    for (int i = 0; i < images / batch; i++) {
      plan.add(Arrays.copyOfRange(order, i * batch, (i + 1) * batch));
    }
    return plan;
  }

  /**
   * Returns batches of chosen images, for methods that draw their own.
   *
   * @param epoch decides with the seed what the views look like
   * @param plan for each batch the images' places in the set, 1 to batch() of them
   */
  public Iterable<ViewBatch> epoch(int epoch, List<int[]> plan) {
    var kept = checked(plan, batch, images);
    return () -> ring.start(epoch, kept);
  }

  /** Copies a plan whose batches are neither empty nor too large and hold images of the set. */
  static List<int[]> checked(List<int[]> plan, int batch, ImageSet images) {
    var kept = plan.stream().map(int[]::clone).toList();
    for (var indices : kept) {
      Require.within("the number of images in a planned batch", 1, batch, indices.length);
      for (int index : indices) {
        Require.within("an image's place in %s".formatted(images), 0, images.size() - 1, index);
      }
    }
    return kept;
  }

  /** Stops the threads and waits for their end; batches that are still open stay as they are. */
  @Override
  public void close() {
    ring.close();
  }

  /** Settings of a loader. */
  public static final class Builder {

    private final ImageSet images;
    private final Augment augment;
    private int views;
    private int batch = 256;
    private long seed;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int buffers = 2;

    private Builder(ImageSet images, Augment augment) {
      this.images = images;
      this.augment = augment;
      views = ViewMaker.usual(augment);
    }

    /** How many views of each image, 1 or more; default: 2, of a multi-crop all. */
    public Builder views(int value) {
      views = Require.positive("views", value);
      return this;
    }

    /** How many images a batch, 1 to all; default: 256. */
    public Builder batch(int value) {
      batch = Require.positive("batch", value);
      return this;
    }

    /** What the order and the views follow from; default: 0. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** How many threads make views, 1 or more; default: one a processor. */
    public Builder threads(int value) {
      threads = Require.positive("threads", value);
      return this;
    }

    /** How many batches can be lent or in the making at once, 2 or more; default: 2. */
    public Builder buffers(int value) {
      buffers = Require.atLeast("buffers", 2, value);
      return this;
    }

    /**
     * Starts the threads.
     *
     * @throws IllegalArgumentException if a batch is larger than the set, or than a buffer can be,
     *     or if the augmentation does not fit the images
     */
    public ViewBatches build() {
      if (batch > images.size()) {
        throw new IllegalArgumentException(
            "A batch of %d needs as many images, got %s. Choose a batch of %d or less."
                .formatted(batch, images, images.size()));
      }
      return new ViewBatches(this);
    }
  }
}
