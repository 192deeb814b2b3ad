package alike.jupyter;

import alike.train.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A moment of a run as a panel: what is trained, how far, how fast, how well. */
final class PanelView {

  private static final Set<String> NOT_DRAWN =
      Set.of("epoch", "seconds", "sample spread", "sample rank");

  private PanelView() {}

  static Bundle of(Progress progress) {
    return Bundle.text(text(progress)).html(html(progress, ""));
  }

  static String text(Progress progress) {
    int done = (int) Math.round(20 * share(progress));
    return "%s%n[%s%s] %s, %s%s%s"
        .formatted(
            progress.title(),
            "#".repeat(done),
            "-".repeat(20 - done),
            word(progress.state()),
            String.join(", ", facts(progress)),
            lasts(progress).stream().map(last -> ", " + last).collect(Collectors.joining()),
            progress.note().isEmpty() ? "" : "\n" + progress.note());
  }

  /** Returns the panel as HTML; {@code code}, where given, stands beneath. */
  static String html(Progress progress, String code) {
    int percent = (int) Math.floor(100 * share(progress));
    return """
    <section class="alike-card" style="--alike-state:%s" aria-label="training %s">\
    <div class="alike-head"><span class="alike-title">%s</span>\
    <span class="alike-chip" role="status">%s</span></div>\
    <div class="alike-bar" role="progressbar" aria-label="steps" aria-valuemin="0"\
     aria-valuemax="100" aria-valuenow="%d"><div style="width:%d%%"></div></div>\
    <div class="alike-dim">%s</div>%s<div class="alike-curves">%s</div>%s</section>\
    """
        .formatted(
            colour(progress.state()),
            Html.escape(progress.run()),
            Html.escape(progress.title()),
            word(progress.state()),
            percent,
            percent,
            Html.escape(String.join(" · ", facts(progress))),
            progress.note().isEmpty() ? "" : "<div>" + Html.escape(progress.note()) + "</div>",
            curves(progress),
            code.isEmpty() ? "" : "<pre class=\"alike-code\">" + Html.escape(code) + "</pre>");
  }

  private static String curves(Progress progress) {
    var metrics = progress.metrics();
    return drawn(progress).stream()
        .map(name -> Curve.html(name, metrics.series(name)))
        .collect(Collectors.joining());
  }

  private static List<String> drawn(Progress progress) {
    return progress.metrics().names().stream()
        .filter(name -> !NOT_DRAWN.contains(name))
        .sorted((a, b) -> Boolean.compare(a.equals("rate"), b.equals("rate"))) // the dullest last
        .limit(6)
        .toList();
  }

  private static List<String> lasts(Progress progress) {
    return drawn(progress).stream()
        .map(
            name ->
                Curve.label(name) + " " + Html.number(progress.metrics().series(name).last(), 4))
        .toList();
  }

  private static List<String> facts(Progress progress) {
    var facts = new ArrayList<String>();
    facts.add("epoch %d of %d".formatted(progress.epoch(), progress.epochs()));
    facts.add("step %s of %s".formatted(Html.count(progress.step()), Html.count(progress.steps())));
    if (progress.imagesPerSecond() > 0) {
      facts.add(Html.count(Math.round(progress.imagesPerSecond())) + " images/s");
    }
    facts.add(time(progress.seconds()) + " elapsed");
    if (!progress.state().isFinal() && progress.secondsLeft() >= 0) {
      facts.add("about " + time(progress.secondsLeft()) + " left");
    }
    return facts;
  }

  private static double share(Progress progress) {
    return progress.steps() <= 0
        ? 0
        : Math.min(1, Math.max(0, (double) progress.step() / progress.steps()));
  }

  private static String word(Progress.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String colour(Progress.State state) {
    return switch (state) {
      case TRAINING -> "#0072b2";
      case EVALUATING -> "#cc79a7";
      case FINISHED -> "#009e73";
      case INTERRUPTED -> "#e69f00";
      case FAILED -> "#d55e00";
    };
  }

  /** Returns 0:07, 12:34 or 1:02:03. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }
}
