package alike.train;

import alike.data.TinyImages;
import alike.engine.Census;
import alike.engine.Engines;
import alike.loss.NtXent;
import alike.method.SimClr;
import alike.model.ConvNet;
import alike.model.Projection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains a small net for many steps and tells, forty times, what memory it takes: {@code Endurance
 * MXNet 100000}. To be run in a JVM of fixed heap, or that heap's growth shows.
 */
final class Endurance {

  private static final int MOMENTS = 40;

  private Endurance() {}

  /** Takes an engine and a number of steps. */
  public static void main(String[] arguments) {
    Engines.use(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    var backend = Engines.current();
    int before = Census.of(backend);
    var images = TinyImages.grey(8 * Math.max(1, steps / MOMENTS), 8, 1);
    var pretrain =
        Pretrain.with(SimClr.loss(NtXent.temperature(0.5)).withHead(Projection.simClr(16)))
            .encoder(ConvNet.widths(8, 8))
            .epochs(MOMENTS)
            .batch(8)
            .monitor(encoder -> Map.of("width", (double) encoder.embed(images.first(64)).width()))
            .listener(new Teller());
    try (var run = pretrain.fit(images)) {
      System.out.println("steps " + run.progress().step());
    }
    System.out.println("left " + (Census.of(backend) - before));
  }

  /** Tells after every epoch. */
  private static final class Teller implements Listener {
    private int epoch;

    @Override
    public void on(Progress progress) {
      if (progress.epoch() > epoch) {
        epoch = progress.epoch();
        System.out.printf(
            "moment step %d arrays %d resident %d kB%n",
            progress.step(), Census.of(Engines.current()), resident());
      }
    }
  }

  private static long resident() {
    try {
      for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no VmRSS in /proc/self/status");
  }
}
