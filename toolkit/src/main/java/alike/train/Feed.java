package alike.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.augment.DeviceViews;
import alike.augment.ViewBatch;
import alike.augment.ViewBatches;
import alike.augment.ViewGroup;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.method.Crops;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** The batches of a training: the same ones, wherever their views are made. */
interface Feed extends AutoCloseable {

  /**
   * Returns the batches of an epoch, in order.
   *
   * @param plan which images each batch holds
   */
  Iterable<Portion> epoch(int epoch, List<int[]> plan);

  @Override
  void close();

  /** The views of one batch of images; closed when the step is over. */
  interface Portion extends AutoCloseable {

    /** Returns the images' places in the set. */
    int[] indices();

    /** Returns the number of views of each image, V. */
    int views();

    /**
     * Returns some of the V·N views on the device, [to - from, C, S, S], all of one size; view 0 of
     * all images comes first, then view 1.
     */
    NDArray pixels(NDManager manager, int from, int to);

    /** Returns which views are of one size, in order. */
    List<ViewGroup> groups();

    /** Returns all views on the device, those of one size together. */
    default List<Crops> crops(NDManager manager) {
      int images = indices().length;
      return groups().stream()
          .map(
              group ->
                  new Crops(
                      pixels(manager, group.first() * images, group.end() * images),
                      group.views()))
          .toList();
    }

    @Override
    void close();
  }

  /** Makes views on a GPU if these can be made there, else on the processor's threads. */
  static Feed of(Recipe recipe, ImageSet images, Augment augment, Backend backend) {
    return backend.device().isGpu() && DeviceViews.know(augment)
        ? onDevice(recipe, images, augment, backend)
        : onThreads(recipe, images, augment);
  }

  /** Makes views on the backend's device, GPU or not. */
  static Feed onDevice(Recipe recipe, ImageSet images, Augment augment, Backend backend) {
    return new OnDevice(
        DeviceViews.builder(backend, images, augment)
            .views(recipe.method().views(augment))
            .batch(recipe.batch())
            .seed(recipe.seed())
            .build());
  }

  /** Makes views on the processor's threads. */
  static Feed onThreads(Recipe recipe, ImageSet images, Augment augment) {
    return new OnThreads(
        ViewBatches.builder(images, augment)
            .views(recipe.method().views(augment))
            .batch(recipe.batch())
            .seed(recipe.seed())
            .threads(Engines.threads())
            .build(),
        images.channels());
  }

  /** Views that threads make, of so many channels. */
  record OnThreads(ViewBatches batches, int channels) implements Feed {

    @Override
    public Iterable<Portion> epoch(int epoch, List<int[]> plan) {
      var epochs = batches.epoch(epoch, plan);
      return () -> new Each<>(epochs.iterator(), batch -> new Made(batch, channels));
    }

    @Override
    public void close() {
      batches.close();
    }
  }

  /** Views that the device makes. */
  record OnDevice(DeviceViews batches) implements Feed {

    @Override
    public Iterable<Portion> epoch(int epoch, List<int[]> plan) {
      var epochs = batches.epoch(epoch, plan);
      return () -> new Each<>(epochs.iterator(), Drawn::new);
    }

    @Override
    public void close() {
      batches.close();
    }
  }

  /** Views in the processor's memory. */
  record Made(ViewBatch batch, int channels) implements Portion {

    @Override
    public int[] indices() {
      return batch.indices();
    }

    @Override
    public int views() {
      return batch.views();
    }

    @Override
    public NDArray pixels(NDManager manager, int from, int to) {
      int side = batch.size(from / batch.size());
      var shape = new Shape(to - from, channels, side, side);
      return manager.create(batch.bytes(from, to), shape, DataType.FLOAT32);
    }

    @Override
    public List<ViewGroup> groups() {
      return batch.groups();
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  /** Views that are made when they are asked for. */
  record Drawn(DeviceViews.Batch batch) implements Portion {

    @Override
    public int[] indices() {
      return batch.indices();
    }

    @Override
    public int views() {
      return batch.views();
    }

    @Override
    public NDArray pixels(NDManager manager, int from, int to) {
      return batch.make(manager, from, to);
    }

    @Override
    public List<ViewGroup> groups() {
      return batch.groups();
    }

    @Override
    public void close() {}
  }

  /** Batches, each as a portion. */
  record Each<B>(Iterator<B> batches, Function<B, Portion> portion) implements Iterator<Portion> {

    @Override
    public boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public Portion next() {
      return portion.apply(batches.next());
    }
  }
}
