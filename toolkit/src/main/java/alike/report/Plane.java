package alike.report;

import alike.evaluate.Pca;
import alike.model.Embeddings;

/** Where layouts start: the first two principal components, which keeps far groups apart. */
final class Plane {

  private Plane() {}

  /** Returns x and y in turn, [2 N], mean 0; the spread of x is {@code deviation}. */
  static double[] start(Embeddings rows, double deviation) {
    double[][] places = Pca.components(2).of(rows).project(rows);
    double square = 0;
    for (double[] place : places) {
      square += place[0] * place[0] / places.length;
    }
    double scale = square == 0 ? 0 : deviation / Math.sqrt(square);
    var start = new double[2 * places.length];
    for (int i = 0; i < start.length; i++) {
      start[i] = scale * places[i / 2][i % 2];
    }
    return start;
  }

  static double[][] rows(double[] places) {
    var rows = new double[places.length / 2][2];
    for (int i = 0; i < places.length; i++) {
      rows[i / 2][i % 2] = places[i];
    }
    return rows;
  }
}
