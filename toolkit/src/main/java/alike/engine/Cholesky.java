package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * The factor L of symmetric positive matrices, {@code A = L Lᵀ}, in a form that both engines
 * compute and differentiate: by halves, of products, sums and the root of single numbers alone.
 */
public final class Cholesky {

  private static final float LEAST = 1e-6f; // of a pivot, by the mean of the diagonal

  private Cholesky() {}

  /**
   * Returns the inverses of the lower factors, L⁻¹: what whitens rows of covariance A. A pivot
   * below 1e-6 of the diagonal's mean, where A says nothing of a direction, counts as that much, so
   * that the result is finite.
   *
   * @param matrices A, [G, D, D], symmetric, D ≥ 1
   * @return [G, D, D], zero above the diagonals
   */
  public static NDArray inverse(NDArray matrices) {
    long width = matrices.getShape().get(1);
    NDArray own = matrices.stopGradient().mul(matrices.getManager().eye((int) width));
    NDArray mean = own.sum(new int[] {1, 2}, true).div(width); // [G, 1, 1]
    return inverse(matrices, mean.mul(LEAST).maximum(1e-20f));
  }

  // (L⁻¹ of a matrix in four blocks) = [M, 0; −N B M, N], with M = L⁻¹ of the upper left block,
  // B = the lower left block times Mᵀ, and N = L⁻¹ of what B Bᵀ leaves of the lower right block.
  private static NDArray inverse(NDArray matrices, NDArray least) {
    long width = matrices.getShape().get(1);
    if (width == 1) {
      return NDArrays.maximum(matrices, least).pow(-0.5f);
    }
    long half = width / 2;
    NDArray upper = inverse(matrices.get(":, :%1$d, :%1$d".formatted(half)), least);
    NDArray beside = // B, [G, D − half, half]
        matrices.get(":, %1$d:, :%1$d".formatted(half)).matMul(upper.transpose(0, 2, 1));
    NDArray left = matrices.get(":, %1$d:, %1$d:".formatted(half));
    NDArray lower = inverse(left.sub(beside.matMul(beside.transpose(0, 2, 1))), least);
    NDArray corner = lower.matMul(beside).matMul(upper).neg();
    NDArray nothing = corner.zerosLike().transpose(0, 2, 1);
    NDArray top = NDArrays.concat(new NDList(upper, nothing), 2);
    return NDArrays.concat(new NDList(top, NDArrays.concat(new NDList(corner, lower), 2)), 1);
  }
}
