package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.augment.Normalize;
import alike.augment.ViewBatches;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.model.Network;
import alike.model.ScoreNet;
import alike.optimize.AdamW;
import java.nio.FloatBuffer;

/**
 * The score of images by a network of its own: which way, and how fast, they become more likely.
 * Its length tells how far an image is from those that it learned from: noise lengthens it,
 * smoothing shortens it. Owns the network.
 */
public final class ScoreFunction implements AutoCloseable {

  private static final int KEY = 0x5C0; // of random numbers that are the score network's alone

  private final ScoreMatching matching;
  private final Network network;
  private final Normalize normalisation;
  private final Shape image;

  private ScoreFunction(ScoreMatching matching, Network network, Normalize by, Shape image) {
    this.matching = matching;
    this.network = network;
    this.normalisation = by;
    this.image = image;
  }

  /** Makes one that has learned nothing yet, for images as an augmentation shows them. */
  static ScoreFunction untrained(ScoreMatching matching, Method.Start start) {
    var architecture = new ScoreNet(start.images().channels(), matching.width());
    long seed = SplitMix64.of(start.seed(), KEY).nextLong();
    var network = Network.of(architecture, start.backend(), seed, start.image());
    return new ScoreFunction(matching, network, start.augment().normalization(), start.image());
  }

  /**
   * Trains a score function on images as they are.
   *
   * @param matching how it learns
   * @param backend where it lives
   * @param images what it learns from
   * @param augment knows size and normalisation of what it is asked about
   * @param seed decides weights, order and noise
   */
  public static ScoreFunction trained(
      ScoreMatching matching, Backend backend, ImageSet images, Augment augment, long seed) {
    var start = new Method.Start(new ScoreNet(1, 1), backend, seed, images, augment, 1);
    var function = untrained(matching, start);
    var unused = function.learn(images, augment, seed);
    return function;
  }

  Network network() {
    return network;
  }

  /**
   * Learns from all images; comes back early when the thread is interrupted.
   *
   * @return the mean objective of the last epoch per pixel, times 2: 1 is what an answer of 0 has,
   *     less is better; NaN after an interrupt
   */
  double learn(ImageSet images, Augment augment, long seed) {
    int batch = Math.min(matching.batch(), images.size());
    double mean = Double.NaN;
    try (var updates =
        AdamW.rate(matching.rate()).decay(0).start(network.backend(), network.trainable())) {
      for (int epoch = 0; epoch < matching.epochs(); epoch++) {
        double sum = 0;
        var plan = ViewBatches.shuffled(images.size(), batch, seed ^ KEY, epoch);
        for (int i = 0; i < plan.size(); i++) {
          if (Thread.currentThread().isInterrupted()) {
            return Double.NaN;
          }
          sum += step(images, augment, plan.get(i), SplitMix64.of(seed, KEY, epoch, i));
          updates.step(matching.rate());
        }
        mean = 2 * sum / plan.size() / image.size();
      }
    }
    return mean;
  }

  private double step(ImageSet images, Augment augment, int[] indices, SplitMix64 random) {
    var backend = network.backend();
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      int each = (int) image.size();
      var pixels = new float[indices.length * each];
      for (int i = 0; i < indices.length; i++) {
        augment.plain(images, indices[i], FloatBuffer.wrap(pixels), i * each);
      }
      var noise = new float[pixels.length];
      var signs = new float[pixels.length];
      var levels = new float[indices.length];
      for (int i = 0; i < pixels.length; i++) {
        float clean = normalisation.undo(pixels[i], i % each * channels() / each);
        pixels[i] = (clean * 255 + (float) random.nextDouble()) / 256; // uniform dequantisation
        noise[i] = (float) random.nextGaussian();
        signs[i] = random.happens(0.5) ? 1 : -1;
      }
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (float) matching.level(random.below(10));
      }
      var shape = new Shape(indices.length).addAll(image.slice(1));
      NDArray clean = manager.create(pixels, shape);
      NDArray epsilon = manager.create(noise, shape);
      NDArray along = manager.create(signs, shape);
      NDArray sigma = manager.create(levels, new Shape(levels.length, 1, 1, 1));
      try (var tape = backend.record()) {
        var loss = matching.loss(clean, epsilon, along, sigma, x -> network.forward(x, true));
        tape.backward(loss);
        return Scalars.value(loss);
      }
    }
  }

  private int channels() {
    return (int) image.get(1);
  }

  /**
   * Returns the score of views, without a gradient.
   *
   * @param views normalised as the augmentation does it, [N, C, H, W]
   * @return [N, C, H, W], by pixels in [0, 1]
   */
  NDArray of(NDArray views) {
    return network
        .backend()
        .evaluating(() -> Scalars.over(network.forward(pixels(views), false), matching.sigma()));
  }

  private NDArray pixels(NDArray views) {
    var manager = views.getManager();
    return views.mul(perChannel(manager, false)).add(perChannel(manager, true));
  }

  private NDArray perChannel(NDManager manager, boolean mean) {
    var numbers = mean ? normalisation.mean() : normalisation.std();
    var values = new float[channels()];
    for (int c = 0; c < values.length; c++) {
      values[c] = numbers.get(numbers.size() == 1 ? 0 : c).floatValue();
    }
    return manager.create(values, new Shape(1, values.length, 1, 1));
  }

  /**
   * Returns the length of the score of each image as it is, {@code ‖s(x)‖}.
   *
   * @param images any number of them, brought to the function's size
   * @param augment the one that the function was trained with
   */
  public double[] norms(ImageSet images, Augment augment) {
    var norms = new double[images.size()];
    int each = (int) image.size();
    for (int from = 0; from < norms.length; from += 256) {
      int count = Math.min(256, norms.length - from);
      var pixels = new float[count * each];
      for (int i = 0; i < count; i++) {
        augment.plain(images, from + i, FloatBuffer.wrap(pixels), i * each);
      }
      try (var manager = network.backend().open();
          var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var shape = new Shape(count).addAll(image.slice(1));
        float[] found = lengths(of(manager.create(pixels, shape)));
        for (int i = 0; i < count; i++) {
          norms[from + i] = found[i];
        }
      }
    }
    return norms;
  }

  /** Returns the length of each row of [N, C, H, W]. */
  static float[] lengths(NDArray scores) {
    return scores.square().sum(new int[] {1, 2, 3}).sqrt().toFloatArray();
  }

  @Override
  public void close() {
    network.close();
  }
}
