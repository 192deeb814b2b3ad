package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns each prediction towards the projection of the image's other view: the loss of SimSiam and
 * of BYOL.
 *
 * <p>{@code L = −½ [ cos(p¹, z²) + cos(p², z¹) ]} for SimSiam and {@code L = ‖p̂¹ − ẑ²‖² + ‖p̂² −
 * ẑ¹‖² = 4 − 2 [ cos(p¹, z²) + cos(p², z¹) ]} for BYOL, the mean over images, hats standing for
 * rows of length 1.
 *
 * <p>Shapes: views [V, N, D] are the predictions p, {@link Role#TARGETS} [T, N, D] the projections
 * z, into which no gradient flows; view v is compared with every target t ≠ v, and a single view
 * with a single target. With other numbers than two SimSiam's form is the mean over these pairs,
 * BYOL's twice the mean of 2 − 2cos. {@link Role#WEIGHTS}, where the batch has them, weigh the
 * images of the mean. Range −1 to 1, and 0 to 8; embeddings that agree, and total collapse, reach
 * the least.
 *
 * @param form SimSiam's mean of −cos, or BYOL's sum of 2 − 2cos
 * @see <a href="https://arxiv.org/abs/2011.10566">Chen and He 2021, eq. 1 and 2</a>
 * @see <a href="https://arxiv.org/abs/2006.07733">Grill et al. 2020, eq. 2</a>
 */
public record NegativeCosine(Form form) implements Loss, Card.Carded {

  private static final String NAME = "Negative cosine";

  /** How the cosines of both directions become a loss. */
  public enum Form {
    /** SimSiam: the mean of −cos over both directions. */
    MEAN,
    /** BYOL: the sum of 2 − 2cos, the squared distance of unit rows, over both directions. */
    SUM
  }

  /** Returns SimSiam's loss. */
  public static NegativeCosine standard() {
    return simSiam();
  }

  /** Returns the mean of −cos over both directions. */
  public static NegativeCosine simSiam() {
    return new NegativeCosine(Form.MEAN);
  }

  /** Returns the sum of 2 − 2cos over both directions. */
  public static NegativeCosine byol() {
    return new NegativeCosine(Form.SUM);
  }

  @Override
  public NDArray of(Batch batch) {
    NDArray targets = Lent.constant(batch, Role.TARGETS, NAME); // [T, N, D]
    NDArray unit = Rows.unit(batch.rows()).reshape(batch.views().getShape()); // [V, N, D]
    var units =
        IntStream.range(0, (int) targets.getShape().get(0))
            .mapToObj(target -> Rows.unit(targets.get(target)))
            .toList();
    var images = Anchors.of(batch, batch.images(), NAME);
    NDArray cosine = CrossViews.meanDot(unit, units, images);
    return form == Form.MEAN ? cosine.neg() : Scalars.times(cosine.neg().add(1), 4);
  }

  @Override
  public Card card() {
    boolean mean = form == Form.MEAN;
    return new Card(
        mean ? "Negative cosine, SimSiam" : "Negative cosine, BYOL",
        "Turns each prediction towards the projection of the image's other view.",
        mean
            ? "\\mathcal{L} = -\\frac{1}{2} \\left[ \\cos(p^1, z^2) + \\cos(p^2, z^1) \\right]"
            : "\\mathcal{L} = \\left[ 2 - 2 \\cos(p^1, z^2) \\right] + \\left[ 2 - 2 \\cos(p^2, z^1) \\right]",
        List.of(
            new Card.Setting(
                "form", form.name(), "MEAN: −cos, as SimSiam; SUM: 2 − 2cos added, as BYOL")),
        mean
            ? "Chen and He 2021, SimSiam, arXiv 2011.10566, eq. 1 and 2"
            : "Grill et al. 2020, BYOL, arXiv 2006.07733, eq. 2",
        toString());
  }

  @Override
  public String toString() {
    return form == Form.MEAN ? "NegativeCosine.simSiam()" : "NegativeCosine.byol()";
  }
}
