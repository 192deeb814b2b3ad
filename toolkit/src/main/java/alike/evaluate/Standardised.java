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
    double[] mean = Rows.mean(rows);
    float[] values = rows.values();
    var variance = new double[mean.length];
    for (int i = 0; i < values.length; i++) {
      double apart = values[i] - mean[i % mean.length];
      variance[i % mean.length] += apart * apart / rows.size();
    }
    var scale = new double[mean.length];
    for (int column = 0; column < mean.length; column++) {
      // a constant says nothing; what float32 can tell apart does, however small it is
      boolean constant = variance[column] <= 1e-14 * mean[column] * mean[column];
      scale[column] = constant ? 0 : 1 / Math.sqrt(variance[column]);
    }
    return new Standardised(mean, scale);
  }

  Embeddings of(Embeddings rows) {
    float[] values = rows.values();
    for (int i = 0; i < values.length; i++) {
      int column = i % mean.length;
      values[i] = (float) ((values[i] - mean[column]) * scale[column]);
    }
    return Embeddings.of(rows.images(), rows.width(), values);
  }
}
