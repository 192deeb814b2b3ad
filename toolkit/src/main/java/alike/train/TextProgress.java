package alike.train;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;

/** Tells a run in lines of text: one at the start, one an epoch, one at the end. */
final class TextProgress implements Listener {

  private final PrintStream out;
  private int epoch = -1;
  private String note = "";

  TextProgress() {
    this(System.out);
  }

  TextProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void on(Progress progress) {
    if (progress.state().isFinal()) {
      out.println(line(progress) + (progress.note().isEmpty() ? "" : " – " + progress.note()));
    } else if (progress.epoch() > epoch) {
      epoch = progress.epoch();
      out.println(epoch == 0 ? progress.run() + ": " + progress.title() : line(progress));
    }
    if (!progress.note().equals(note) && !progress.state().isFinal()) {
      note = progress.note();
      out.println(note);
    }
  }

  private static String line(Progress progress) {
    var text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s  epoch %d/%d  step %d/%d  %.0f images/s  %.0f s, %.0f s left",
                progress.state().name().toLowerCase(Locale.ROOT),
                progress.epoch(),
                progress.epochs(),
                progress.step(),
                progress.steps(),
                progress.imagesPerSecond(),
                progress.seconds(),
                progress.secondsLeft()));
    for (var name : progress.metrics().names()) {
      if (!Set.of("epoch", "seconds").contains(name) && !CollapseAlarm.FIGURES.contains(name)) {
        text.append(
            String.format(Locale.ROOT, "  %s %.4g", name, progress.metrics().series(name).last()));
      }
    }
    return text.toString();
  }
}
