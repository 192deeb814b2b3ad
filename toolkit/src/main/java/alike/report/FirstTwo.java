package alike.report;

import alike.evaluate.Pca;
import alike.model.Embeddings;

/** The first two principal components. */
record FirstTwo() implements Layout {

  @Override
  public double[][] of(Embeddings rows) {
    return Pca.components(2).of(rows).project(rows);
  }

  @Override
  public String toString() {
    return "Layout.pca()";
  }
}
