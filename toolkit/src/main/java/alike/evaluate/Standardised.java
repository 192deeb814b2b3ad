package alike.evaluate;

import alike.model.Embeddings;

/** Mean 0 and deviation 1 for every column, by the statistics of the set that it was made from. */
final class Standardised {

  private final double[] mean;
  private final double[] scale;

  private Standardised(double[] mean, double[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  static Standardised by(Embeddings rows) {
    var mean = new double[rows.width()];
    var scale = new double[rows.width()];
    for (int column = 0; column < mean.length; column++) {
      for (int row = 0; row < rows.size(); row++) {
        mean[column] += (double) rows.get(row, column) / rows.size();
      }
      double variance = 0;
      for (int row = 0; row < rows.size(); row++) {
        double apart = rows.get(row, column) - mean[column];
        variance += apart * apart / rows.size();
      }
      // a constant says nothing; what float32 can tell apart does, however small it is
      boolean constant = variance <= 1e-14 * mean[column] * mean[column];
      scale[column] = constant ? 0 : 1 / Math.sqrt(variance);
    }
    return new Standardised(mean, scale);
  }

  Embeddings of(Embeddings rows) {
    int width = rows.width();
    var values = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < width; column++) {
        values[row * width + column] =
            (float) ((rows.get(row, column) - mean[column]) * scale[column]);
      }
    }
    return Embeddings.of(rows.images(), width, values);
  }
}
