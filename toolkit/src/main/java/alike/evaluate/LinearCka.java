package alike.evaluate;

import alike.model.Embeddings;

/**
 * How alike two representations of the same images are, whatever rotation and scale tells them
 * apart: linear centred kernel alignment, {@code ‖YᵀX‖²_F / (‖XᵀX‖_F ‖YᵀY‖_F)} with centred
 * columns. In [0, 1]; 1 for equal up to rotation and scale. Widths may differ.
 *
 * @see <a href="https://arxiv.org/abs/1905.00414">Kornblith et al. 2019, section 3</a>
 */
public final class LinearCka {

  private LinearCka() {}

  /** Returns it for two sets of embeddings, row i of each of the same image. */
  public static double of(Embeddings left, Embeddings right) {
    Pairs.requireSameRows(left, right);
    double across =
        Gram.square(
            Gram.of(
                left.values(),
                left.width(),
                Rows.mean(left),
                right.values(),
                right.width(),
                Rows.mean(right)));
    double own = Gram.square(Gram.of(left.values(), left.width(), true));
    double other = Gram.square(Gram.of(right.values(), right.width(), true));
    if (own == 0 || other == 0) {
      throw new IllegalArgumentException(
          "All rows of one representation are equal: there is nothing to align. It has collapsed.");
    }
    return across / Math.sqrt(own * other);
  }
}
