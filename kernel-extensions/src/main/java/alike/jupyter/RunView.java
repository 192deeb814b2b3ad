package alike.jupyter;

import alike.train.Run;

/** What came of a training: its panel in the last state, the Java that made it, its curves. */
final class RunView {

  private RunView() {}

  static Bundle of(Run run) {
    var figure = run.chart();
    return Bundle.text(run.toString())
        .html(PanelView.html(run.progress(), run.recipe()))
        .svg(figure.svg())
        .png(figure.png(2));
  }
}
