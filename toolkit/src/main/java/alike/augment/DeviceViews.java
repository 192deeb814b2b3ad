package alike.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import alike.check.Require;
import alike.data.ImageSet;
import alike.engine.Backend;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes views of whole batches on the engine's device, for GPUs: the processor only draws what is
 * to be done, the pixels go there as bytes. The views are those of {@link ViewBatches} up to
 * rounding, far below a grey level, and in the same order; the same seed gives the same ones.
 *
 * <p>For pipelines that begin with {@link RandomResizedCrop} or {@link Resize}, in any
 * interpolation, go on with flips, {@link ColorJitter}, its four parts alone, {@link
 * RandomGrayscale}, {@link GaussianBlur}, {@link Solarize} and {@link Invert} in any order, and end
 * in {@link Normalize}: all presets.
 *
 * <pre>{@code
 * try (var views = DeviceViews.builder(backend, images, augment).batch(256).seed(7).build()) {
 *   for (var batch : views.epoch(0)) {
 *     try (var manager = backend.open()) {
 *       step(batch.make(manager), batch.indices());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The next batch is drawn in the background. One thread consumes.
 */
public final class DeviceViews implements AutoCloseable {

  private final ImageSet images;
  private final int batch;
  private final long seed;
  private final DeviceMaker maker;
  private final Packing packing;
  private final ExecutorService drawing;
  private final List<ByteBuffer> buffers;
  private int turn; // which buffer was filled last
  private @Nullable Pass current;

  private DeviceViews(Builder builder, List<Pipeline> pipelines) {
    images = builder.images;
    batch = builder.batch;
    seed = builder.seed;
    buffers = List.of(Packing.buffer(images, batch), Packing.buffer(images, batch));
    maker = new DeviceMaker(builder.backend, images, pipelines, DeviceMaker.MOST);
    packing = maker.packing(seed);
    drawing = Executors.newSingleThreadExecutor(DeviceViews::thread);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "alike-draws");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns whether the views of an augmentation can be made on a device. */
  public static boolean know(Augment augment) {
    var pipelines = inTurn(augment);
    return !pipelines.isEmpty()
        && pipelines.stream().allMatch(pipeline -> BatchSteps.know(pipeline.steps()));
  }

  /** Returns the pipelines that an augmentation's views take in turn; none if it has no such. */
  private static List<Pipeline> inTurn(Augment augment) {
    if (augment instanceof Pipeline pipeline) {
      return List.of(pipeline);
    }
    if (augment instanceof PerView views) {
      return views.pipelines();
    }
    return augment instanceof MultiCrop crops
        ? IntStream.range(0, crops.views()).mapToObj(crops::pipeline).toList()
        : List.of();
  }

  /** Starts a maker of the views of these images. */
  public static Builder builder(Backend backend, ImageSet images, Augment augment) {
    return new Builder(backend, images, augment);
  }

  /** Returns the number of batches in an epoch. */
  public int batches() {
    return images.size() / batch;
  }

  /** Returns the runs of an image's views of one size, in order: one if all are of one size. */
  public List<ViewGroup> groups() {
    return maker.layout().groups();
  }

  /** Returns the batches of an epoch. Starting an epoch ends the one before. */
  public Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /**
   * Returns the batches of an epoch from one of them on, for a run that is taken up again.
   *
   * @param epoch which pass over the data, 0 or more
   * @param first how many batches were seen before, 0 to batches()
   */
  public Iterable<Batch> epoch(int epoch, int first) {
    Require.atLeast("epoch", 0, epoch);
    Require.within("first", 0, batches(), first);
    var plan = ViewBatches.shuffled(images.size(), batch, seed, epoch);
    return () -> start(epoch, plan.subList(first, plan.size()));
  }

  /**
   * Returns batches of chosen images, as {@link ViewBatches#epoch(int, List)} does.
   *
   * @param epoch decides with the seed what the views look like
   * @param plan for each batch the images' places in the set, 1 to the builder's batch of them
   */
  public Iterable<Batch> epoch(int epoch, List<int[]> plan) {
    var kept = ViewBatches.checked(plan, batch, images);
    return () -> start(epoch, kept);
  }

  /**
   * Returns the views of some images, for each of {@link #groups()} one array [views·N, C, S, S]
   * that belongs to the manager: the group's first view of all images, then its second.
   *
   * @param manager one of this engine and device
   * @param epoch decides with the seed what the views look like
   * @param indices the images' places in the set, 1 or more
   */
  public List<NDArray> of(NDManager manager, int epoch, int... indices) {
    Require.atLeast("the number of images", 1, indices.length);
    for (int index : indices) {
      Require.within("an image's place in %s".formatted(images), 0, images.size() - 1, index);
    }
    return maker.make(
        manager, packing.pack(epoch, indices, Packing.buffer(images, indices.length)));
  }

  private Iterator<Batch> start(int epoch, List<int[]> plan) {
    if (drawing.isShutdown()) {
      throw new IllegalStateException("The maker of views was closed. Build another one.");
    }
    stop();
    var pass = new Pass(epoch, plan.iterator());
    current = pass;
    return pass;
  }

  private void stop() {
    if (current != null) {
      current.stop();
    }
  }

  /** Stops the background thread and frees what is on the device; views that were made stay. */
  @Override
  public void close() {
    stop();
    drawing.shutdown();
    Waiting.untilTerminated(drawing);
    maker.close();
  }

  /** One epoch under way: a batch is lent while the next one is drawn into the other buffer. */
  private final class Pass implements Iterator<Batch> {

    private final int epoch;
    private final Iterator<int[]> plan;
    private @Nullable CompletableFuture<Packing.Packed> coming;
    private @Nullable Batch lent;

    Pass(int epoch, Iterator<int[]> plan) {
      this.epoch = epoch;
      this.plan = plan;
      prepare();
    }

    private void prepare() {
      coming = null;
      if (plan.hasNext()) {
        var indices = plan.next();
        turn = 1 - turn;
        var buffer = buffers.get(turn);
        coming = CompletableFuture.supplyAsync(() -> packing.pack(epoch, indices, buffer), drawing);
      }
    }

    @Override
    public boolean hasNext() {
      return coming != null;
    }

    @Override
    public Batch next() {
      var awaited = coming;
      if (awaited == null) {
        throw new NoSuchElementException("This epoch is over, or another one was started.");
      }
      giveBack();
      var batch = new Batch(maker, awaited.join());
      prepare();
      lent = batch;
      return batch;
    }

    void stop() {
      giveBack();
      coming = null;
    }

    private void giveBack() {
      if (lent != null) {
        lent.stale = true;
      }
    }
  }

  /** The views of one batch, drawn but not made yet. Good until the next batch is asked for. */
  public static final class Batch {

    private final DeviceMaker maker;
    private final Packing.Packed packed;
    private boolean stale;

    private Batch(DeviceMaker maker, Packing.Packed packed) {
      this.maker = maker;
      this.packed = packed;
    }

    /** Returns the number of images, N. */
    public int size() {
      return packed.size();
    }

    /** Returns the number of views of each image, V. */
    public int views() {
      return maker.layout().views();
    }

    /** Returns the rows and columns of one of an image's views, 0 to V - 1. */
    public int size(int view) {
      return maker.layout().size(view);
    }

    /** Returns the runs of views of one size, in order: one if all are of one size. */
    public List<ViewGroup> groups() {
      return maker.layout().groups();
    }

    /** Returns a copy of the images' places in the set, in the order of the batch. */
    public int[] indices() {
      return packed.indices().clone();
    }

    /**
     * Makes the views: for each of {@link #groups()} one array [views·N, C, S, S] that belongs to
     * the manager, the group's first view of all images first.
     *
     * @param manager one of this engine and device
     */
    public List<NDArray> make(NDManager manager) {
      requireFresh();
      return maker.make(manager, packed);
    }

    /**
     * Makes some of the views, for steps that take a part of the batch at a time.
     *
     * @param manager one of this engine and device
     * @param from the first, counted through all images view by view
     * @param to the one after the last; up to V·N, all between of one size
     */
    public NDArray make(NDManager manager, int from, int to) {
      requireFresh();
      return maker.make(manager, packed, from, to);
    }

    private void requireFresh() {
      if (stale) {
        throw new IllegalStateException(
            "Another batch was asked for since, its pixels may be in the place of these. Make the views of a batch before the next one.");
      }
    }
  }

  /** Settings of a maker of views. */
  public static final class Builder {

    private final Backend backend;
    private final ImageSet images;
    private final Augment augment;
    private int views;
    private int batch = 256;
    private long seed;

    private Builder(Backend backend, ImageSet images, Augment augment) {
      this.backend = backend;
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

    /**
     * Prepares the device.
     *
     * @throws IllegalArgumentException if a batch is larger than the set or than a buffer can be,
     *     if the augmentation does not fit the images, or is not one that is known here
     */
    public DeviceViews build() {
      if (!know(augment)) {
        throw new IllegalArgumentException(
            "Views of this augmentation cannot be made on a device:%n%s%nTake ViewBatches, which makes any."
                .formatted(augment));
      }
      if (batch > images.size()) {
        throw new IllegalArgumentException(
            "A batch of %d needs as many images, got %s. Choose a batch of %d or less."
                .formatted(batch, images, images.size()));
      }
      ViewMaker.of(images, augment, views, seed).tryOne(); // refuses what it must
      var inTurn = inTurn(augment);
      return new DeviceViews(
          this, IntStream.range(0, views).mapToObj(v -> inTurn.get(v % inTurn.size())).toList());
    }
  }
}
