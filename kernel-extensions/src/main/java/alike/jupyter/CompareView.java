package alike.jupyter;

import alike.train.Compare;

/** Runs side by side: their table, and their curves beneath. */
final class CompareView {

  private CompareView() {}

  static Bundle of(Compare compare) {
    var figure = compare.chart();
    var svg = figure.svg();
    return Bundle.text(compare.toString())
        .html(TableView.html(compare.table()) + svg)
        .svg(svg)
        .png(figure.png(2));
  }
}
