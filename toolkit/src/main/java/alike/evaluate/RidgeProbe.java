package alike.evaluate;

import alike.check.Require;
import alike.model.Embeddings;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Ridge regression on the classes, one column each, 1 for members and −1 for others: {@code W =
 * (XᵀX + αI)⁻¹ XᵀY} with centred columns, exact, in one step. A fast stand-in for logistic
 * regression; its logits are no log-probabilities.
 *
 * @param alpha α, above 0
 * @see <a href="https://doi.org/10.1080/00401706.1970.10488634">Hoerl and Kennard 1970</a>
 */
public record RidgeProbe(double alpha) implements Probe {

  /** Checks α. */
  public RidgeProbe {
    Require.positive("alpha", alpha);
  }

  @Override
  public LinearClassifier fit(Embeddings train) {
    int width = train.width();
    int classes = train.images().classNames().size();
    double[] mean = Rows.mean(train);
    float[] targets = targets(train, classes);
    double[] middle = Rows.mean(targets, classes);
    float[] rows = train.values();
    double[][] across = Gram.of(rows, width, mean, targets, classes, middle);
    double[][] own = Gram.of(rows, width, true);
    for (int i = 0; i < width; i++) {
      own[i][i] += alpha;
    }
    var solver = new CholeskyDecomposition(new Array2DRowRealMatrix(own, false)).getSolver();
    double[][] weights =
        solver.solve(new Array2DRowRealMatrix(across, false)).transpose().getData();
    var bias = middle.clone();
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < width; i++) {
        bias[c] -= weights[c][i] * mean[i];
      }
    }
    return new LinearClassifier(Features.RAW.by(train), weights, bias, alpha);
  }

  private static float[] targets(Embeddings train, int classes) {
    var targets = new float[train.size() * classes];
    Arrays.fill(targets, -1);
    for (int row = 0; row < train.size(); row++) {
      targets[row * classes + train.images().label(row)] = 1;
    }
    return targets;
  }

  @Override
  public String toString() {
    return "LinearProbe.ridge(%s)".formatted(alpha);
  }
}
