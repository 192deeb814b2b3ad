package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import alike.engine.Rows;
import alike.engine.Scalars;
import java.util.Arrays;

/**
 * The three terms of PAUC, on prototypes of the batch: for each cluster that the batch holds, the
 * direction of the sum of its embeddings, U of one view and W of the other, [K, D].
 */
final class Coagulation {

  private static final double EPSILON = 1e-4; // on the standard deviation of a column

  private Coagulation() {}

  /**
   * Returns the batch's prototypes: a row of length 1 for each cluster present, in the order of its
   * first image.
   *
   * @param embeddings [N, D], of length 1
   * @param clusters of the N images
   */
  static NDArray prototypes(NDArray embeddings, int[] clusters) {
    int[] seen = Arrays.stream(clusters).distinct().toArray(); // in the order of first sight
    var members = new float[seen.length * clusters.length];
    for (int i = 0; i < members.length; i++) {
      members[i] = clusters[i % clusters.length] == seen[i / clusters.length] ? 1 : 0;
    }
    var shape = new Shape(seen.length, clusters.length);
    NDArray ones = embeddings.getManager().create(members, shape); // [K, N]
    return Rows.unit(ones.matMul(embeddings));
  }

  /** Returns how many clusters a batch holds. */
  static int present(int[] clusters) {
    return (int) Arrays.stream(clusters).distinct().count();
  }

  /** Returns {@code 1/K Σₖ ‖Uₖ − Wₖ‖²}. */
  static NDArray alignment(NDArray u, NDArray w) {
    return Scalars.over(u.sub(w).square().sum(), u.getShape().get(0));
  }

  /**
   * Returns {@code ln( mean over k < l of exp(−2‖Uₖ − Uₗ‖²) )}.
   *
   * @param u rows of length 1, 2 or more
   */
  static NDArray uniformity(NDArray u) {
    long k = u.getShape().get(0);
    // ‖a − b‖² = 2 − 2a·b; the diagonal leaves the mean by −10⁹
    NDArray exponents = Scalars.times(u.matMul(u.transpose()), 4).sub(4f);
    NDArray own = Scalars.times(u.getManager().eye((int) k), 1e9);
    NDArray masked = exponents.sub(own).reshape(1, -1);
    NDArray top = masked.max(new int[] {1}, true);
    NDArray sum = masked.sub(top).exp().sum(new int[] {1}, true);
    return sum.log().add(top).sum().sub((float) Math.log((double) k * (k - 1)));
  }

  /**
   * Returns {@code Σ_d (1 − C_dd)² + λ Σ_{d≠e} C_de²} of {@code C = Ûᵀ Ŵ / K}, Û and Ŵ being the
   * columns standardised over the prototypes.
   *
   * @param lambda λ
   */
  static NDArray correlation(NDArray u, NDArray w, double lambda) {
    long k = u.getShape().get(0);
    NDArray c = Scalars.over(standard(u).transpose().matMul(standard(w)), k); // [D, D]
    NDArray eye = u.getManager().eye((int) u.getShape().get(1));
    NDArray own = c.sub(eye).mul(eye).square().sum();
    NDArray others = c.sub(c.mul(eye)).square().sum();
    return own.add(Scalars.times(others, lambda));
  }

  private static NDArray standard(NDArray rows) {
    long k = rows.getShape().get(0);
    NDArray centred = rows.sub(Scalars.over(rows.sum(new int[] {0}, true), k));
    NDArray variance = Scalars.over(centred.square().sum(new int[] {0}, true), k);
    NDArray deviation = variance.add(1e-12f).sqrt();
    return centred.div(deviation.add((float) EPSILON));
  }

  /** Returns {@code mean over k ≠ l of (Uₖ·Wₗ)²}: prototypes that have nothing in common. */
  static NDArray overlap(NDArray u, NDArray w) {
    long k = u.getShape().get(0);
    NDArray cosines = u.matMul(w.transpose()); // [K, K]
    NDArray eye = u.getManager().eye((int) k);
    return Scalars.over(cosines.sub(cosines.mul(eye)).square().sum(), k * (k - 1));
  }

  /**
   * Returns {@code 1/N Σᵢ ‖vᵢ − c‖²} with c the direction of the image's prototype, a constant.
   *
   * @param embeddings [N, D], of length 1
   * @param prototypes [K, D]
   * @param clusters of the N images
   */
  static NDArray attraction(NDArray embeddings, NDArray prototypes, int[] clusters) {
    var rows = new NDList();
    NDArray directions = Rows.unit(prototypes);
    for (int cluster : clusters) {
      rows.add(directions.get("%d:%d".formatted(cluster, cluster + 1)));
    }
    NDArray own = NDArrays.concat(rows); // [N, D]
    return Scalars.over(embeddings.sub(own).square().sum(), clusters.length);
  }
}
