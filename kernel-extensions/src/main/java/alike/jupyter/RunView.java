package alike.jupyter;

import alike.train.Run;

/** What came of a training: its panel in the last state, the Java that made it, its curves. */
final class RunView {

  private RunView() {}

  static Bundle of(Run run) {
    var bundle = Bundle.text(run.toString()).html(PanelView.html(run.progress(), run.recipe()));
    if (run.progress().step() == 0) {
      return bundle; // there is nothing to draw
    }
    var figure = run.chart();
    return bundle.svg(figure.svg()).png(figure.png(2));
  }
}
