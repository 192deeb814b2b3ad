package alike.train;

import alike.augment.Augment;
import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.loss.NtXent;
import alike.method.SimClr;
import alike.optimize.AdamW;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Our side of {@code benchmarks/waiting}: trains SimCLR with the small conv net on the processor
 * and tells which share of its time goes into waiting for views. {@code WaitingShare MXNet 3}: an
 * engine, and epochs that count, after one that does not.
 */
final class WaitingShare {

  private static final int BATCH = 256;

  private WaitingShare() {}

  /** Takes an engine and the number of epochs. */
  public static void main(String[] arguments) {
    var backend = Engines.backend(arguments[0]);
    int epochs = Integer.parseInt(arguments[1]);
    var clothes = FashionMnist.mini().train();
    tell("28×28×1", backend, clothes.first(8 * BATCH), epochs);
    tell("32×32×3", backend, noise(8 * BATCH), epochs);
  }

  private static void tell(String what, Backend backend, ImageSet images, int epochs) {
    var augment = Augment.simClr(images);
    var recipe =
        Pretrain.with(SimClr.loss(NtXent.temperature(0.2)))
            .augment(augment)
            .optimizer(AdamW.rate(1e-3))
            .epochs(1 + epochs)
            .batch(BATCH)
            .seed(7)
            .recipe();
    try (var feed = new Timed(Feed.onThreads(recipe, images, augment));
        var run = new Training(recipe, images, backend).run(feed)) {
      System.out.printf(
          "%s %s: %d steps, %.1f ms a step, %.3f ms of it waiting for views: %.2f %%%n",
          backend.name(),
          what,
          feed.steps,
          feed.spent / 1e6 / feed.steps,
          feed.waited / 1e6 / feed.steps,
          100.0 * feed.waited / feed.spent);
      if (run.progress().step() <= feed.steps) {
        throw new IllegalStateException("the first epoch was counted as well");
      }
    }
  }

  private static ImageSet noise(int count) {
    var pixels = new byte[count * 32 * 32 * 3];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", 32, 32, 3, pixels, new int[count], List.of("noise"));
  }

  /** A feed that measures from the second epoch on: the first one warms up. */
  private static final class Timed implements Feed {

    private final Feed feed;
    private long spent;
    private long waited;
    private int steps;

    Timed(Feed feed) {
      this.feed = feed;
    }

    @Override
    public Iterable<Portion> epoch(int epoch, List<int[]> plan) {
      var all = feed.epoch(epoch, plan);
      return epoch == 0 ? all : () -> measured(all);
    }

    private Iterator<Portion> measured(Iterable<Portion> all) {
      long start = System.nanoTime();
      var portions = all.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          boolean more = portions.hasNext();
          if (!more) {
            spent += System.nanoTime() - start;
          }
          return more;
        }

        @Override
        public Portion next() {
          long asked = System.nanoTime();
          var portion = portions.next();
          waited += System.nanoTime() - asked;
          steps++;
          return portion;
        }
      };
    }

    @Override
    public void close() {
      feed.close();
    }
  }
}
