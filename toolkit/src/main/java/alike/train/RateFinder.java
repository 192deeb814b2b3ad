package alike.train;

import alike.check.Require;
import alike.data.ImageSet;
import alike.optimize.Schedule;
import java.util.List;

/**
 * Looks for a learning rate: a short training whose rate grows from step to step by the same
 * factor; where the loss falls fastest, learning goes well.
 *
 * <pre>{@code
 * var scan = RateFinder.of(pretrain).on(data.train());
 * scan.chart();
 * pretrain.optimizer(Sgd.rate(scan.suggestion()))
 * }</pre>
 *
 * @param pretrain what is trained; its schedule, monitors and listeners are left out
 * @param low the first rate, above 0; default 1e-5
 * @param high the last rate, above {@code low}; default 10
 * @param steps 10 or more; default 100
 * @see <a href="https://arxiv.org/abs/1506.01186">Smith 2015, section 3.3</a>
 */
public record RateFinder(Pretrain pretrain, double low, double high, int steps) {

  private static final double DIVERGED = 4; // times the least loss

  /** Checks the settings. */
  public RateFinder {
    Require.positive("low", low);
    Require.positive("high", high);
    Require.atLeast("steps", 10, steps);
    if (low >= high) {
      throw new IllegalArgumentException(
          "The rates must grow, got %s to %s. Give the lower one first.".formatted(low, high));
    }
  }

  /** Returns a finder with the defaults. */
  public static RateFinder of(Pretrain pretrain) {
    return new RateFinder(pretrain, 1e-5, 10, 100);
  }

  /** Returns a copy that tries other rates. */
  public RateFinder between(double first, double last) {
    return new RateFinder(pretrain, first, last, steps);
  }

  /** Returns a copy that takes another number of steps. */
  public RateFinder steps(int value) {
    return new RateFinder(pretrain, low, high, value);
  }

  /**
   * Tries the rates on images until the loss diverges or all are tried; the weights are thrown
   * away. An interrupt of the thread ends it with the rates so far.
   */
  public RateScan on(ImageSet images) {
    var recipe = pretrain.recipe();
    int each = Math.max(1, images.size() / recipe.images());
    var end = new End();
    Schedule growing = (step, all) -> rate(step) / recipe.rate();
    var training =
        pretrain.with(
            draft -> {
              draft.optimizer = recipe.optimizer().schedule(growing);
              draft.epochs = (steps + each - 1) / each;
              draft.monitors = List.of();
              draft.listeners = List.of(end);
            });
    try (var run = fit(training, images)) {
      return RateScan.of(run.series());
    } finally {
      end.done();
    }
  }

  private static Run fit(Pretrain training, ImageSet images) {
    try {
      return training.fit(images);
    } catch (TrainingFailed failed) {
      if (failed.run().progress().step() == 0) {
        failed.run().close();
        throw failed;
      }
      return failed.run(); // a rate too high: the end of the search
    }
  }

  private double rate(long step) {
    double part = Math.min(1, step / (steps - 1.0));
    return low * Math.pow(high / low, part);
  }

  /** Ends the training after the last step, or when the loss has left for good. */
  private final class End implements Listener {
    private double least = Double.POSITIVE_INFINITY;
    private boolean asked;

    @Override
    public void on(Progress progress) {
      if (progress.step() == 0 || progress.state().isFinal() || asked) {
        return;
      }
      double loss = progress.metrics().series("loss").last();
      least = Math.min(least, loss);
      if (progress.step() >= steps || loss > DIVERGED * Math.abs(least)) {
        asked = true;
        Thread.currentThread().interrupt();
      }
    }

    /** Takes back our own interrupt. */
    void done() {
      if (asked) {
        boolean unused = Thread.interrupted();
      }
    }
  }
}
