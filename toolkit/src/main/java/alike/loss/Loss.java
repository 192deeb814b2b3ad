package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import java.util.List;

/**
 * Scores the embeddings of a batch: lower is better. Open: a lambda is a loss.
 *
 * <p>A lambda multiplies, divides and raises to a power by a number through {@link
 * alike.engine.Scalars}: on PyTorch the number of {@code array.mul(0.1)} may be freed before the
 * gradient reads it.
 *
 * <p>Finite in float32 for temperatures of 0.01 and more, for duplicate rows and rows of zeros.
 */
@FunctionalInterface
public interface Loss {

  /** Returns the mean over the anchors, a scalar attached to the manager of the views. */
  NDArray of(Batch batch);

  /**
   * Returns what the loss learns together with the networks; by default nothing.
   *
   * @param width D of the embeddings
   */
  default List<Learned> learned(int width) {
    return List.of();
  }

  /** Returns the sum of both losses. */
  default Loss plus(Loss other) {
    return new Sum(List.of(this, other));
  }

  /** Returns this loss times a factor of 0 or more. */
  default Loss weighted(double factor) {
    return new Weighted(this, Require.notNegative("factor", factor));
  }

  /** Returns the mean of this loss over both orders of the views: 0 → 1 and 1 → 0. */
  default Loss symmetric() {
    return new Symmetric(this);
  }

  /**
   * Returns the loss as JSON, for {@link #fromJson}.
   *
   * @throws IllegalArgumentException if it is or holds a lambda, which cannot be written
   */
  default String toJson() {
    return Json.write(this);
  }

  /**
   * Reads a loss; a setting that is left out has the paper's value.
   *
   * @param json for example {@code {"type":"NtXent","temperature":0.2}}
   * @throws IllegalArgumentException if it is no loss, naming what is wrong and what is allowed
   */
  static Loss fromJson(String json) {
    return Json.read(json);
  }

  /** Returns every family of the library at its paper's settings. */
  static List<Loss> families() {
    return Families.all();
  }
}
