package alike.method;

import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.model.Architecture;
import alike.model.Network;
import java.util.Optional;

/** A training recipe: which networks there are, and what the loss of a step is. */
public interface Method {

  /** Returns how many views of each image a step needs. */
  int views();

  /** Returns how many views of each image a step takes of what an augmentation offers. */
  default int views(Augment augment) {
    return views();
  }

  /**
   * Returns whether the loss counts images by weights among the views' extras; by default it does
   * not know of any.
   */
  default boolean weighsImages() {
    return false;
  }

  /**
   * Returns whether the loss tells an image apart from the other images of its batch, and from
   * nothing else; by default it does not say so.
   */
  default boolean negativesOfTheBatch() {
    return false;
  }

  /**
   * Returns what makes the views of the second sides of pairs; empty if the method takes no pairs.
   *
   * @param images the second sides
   */
  default Optional<Augment> augmentOfSecond(ImageSet images) {
    return Optional.empty();
  }

  /**
   * Makes the networks, ready for the first step.
   *
   * @throws IllegalArgumentException if the method cannot work on what it starts from
   */
  Learner start(Start start);

  /**
   * What a method starts from.
   *
   * @param encoder makes the encoder
   * @param backend where the networks live
   * @param seed decides all weights
   * @param images what is trained on
   * @param augment makes the views
   * @param batch images a step
   * @param second the second sides, if it is trained on pairs
   */
  record Start(
      Architecture encoder,
      Backend backend,
      long seed,
      ImageSet images,
      Augment augment,
      int batch,
      Optional<Side> second) {

    private static final int SECOND = 7; // tells the second tower's random numbers apart

    /** Takes images alone. */
    public Start(
        Architecture encoder,
        Backend backend,
        long seed,
        ImageSet images,
        Augment augment,
        int batch) {
      this(encoder, backend, seed, images, augment, batch, Optional.empty());
    }

    /** Returns the shape of one image as the encoder sees it, [1, C, H, W]. */
    public Shape image() {
      return new Shape(1, images.channels(), augment.size(), augment.size());
    }

    /** Returns the same start with another encoder. */
    public Start withEncoder(Architecture value) {
      return new Start(value, backend, seed, images, augment, batch, second);
    }

    /**
     * Refuses images of a single class.
     *
     * @param asking the method that learns from classes
     */
    void requireClasses(Method asking) {
      if (images.classNames().size() < 2) {
        throw new IllegalArgumentException(
            "%s learns from classes, but %s has one. Take labelled images of two or more classes, or a method without labels."
                .formatted(asking, images));
      }
    }

    /**
     * Returns the same start with other random numbers.
     *
     * @param which tells apart the random numbers of a method's parts, beside those of its heads
     */
    public Start other(int which) {
      long own = SplitMix64.of(seed, which).nextLong();
      return new Start(encoder, backend, own, images, augment, batch, second);
    }

    /**
     * Returns the start of a tower for the second sides, with random numbers of its own; empty
     * without pairs.
     */
    public Optional<Start> toSecond(Architecture tower) {
      long own = SplitMix64.of(seed, SECOND).nextLong();
      return second.map(side -> new Start(tower, backend, own, side.images, side.augment, batch));
    }

    /** Makes the encoder. */
    public Network network() {
      return Network.of(encoder, backend, seed, image());
    }

    /** Returns the width of the encoder's representations. */
    public int width() {
      try (var network = network()) {
        return network.width();
      }
    }

    /**
     * Makes a further network on vectors.
     *
     * @param head what to make
     * @param width of its inputs
     * @param which 1 for the method's first head, 2 for its second: each has random numbers of its
     *     own
     */
    public Network network(Architecture head, int width, int which) {
      long own = SplitMix64.of(seed, which).nextLong();
      return Network.of(head, backend, own, new Shape(1, width));
    }
  }

  /**
   * The second sides of pairs.
   *
   * @param images one a pair
   * @param augment makes their views
   */
  record Side(ImageSet images, Augment augment) {}
}
