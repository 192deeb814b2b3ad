package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import alike.engine.Rows;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks each image's cluster out of all clusters, each by its own width: the prototype term of PCL.
 *
 * <p>{@code L = mean_i −ln( exp(vᵢ·c_s(i) / φ_s(i)) / Σ_k exp(vᵢ·c_k / φ_k) )}, rows of length 1,
 * s(i) the image's cluster. One set of clusters; PCL takes the mean over several sets, and adds the
 * loss of MoCo.
 *
 * <p>Shapes: views [V, N, D], {@link Role#PROTOTYPES} c [K, D] and {@link Role#CONCENTRATIONS} φ
 * [K] without gradient, assignments [N]; result a scalar in nats, the mean over all rows, weighed
 * by {@link Role#WEIGHTS} where the batch has them. The paper samples some of the other prototypes;
 * {@link Columns#ALL} has each prototype once.
 *
 * @param columns which prototypes each image is picked out of
 * @see <a href="https://arxiv.org/abs/2005.04966">Li et al. 2021, PCL, eq. 11</a>
 */
public record ProtoNce(Columns columns) implements Loss, Card.Carded {

  private static final String NAME = "ProtoNCE";

  /** Which prototypes each image is picked out of. */
  public enum Columns {
    /** All K, each once. */
    ALL,
    /**
     * The prototypes of the batch's images, in their order and duplicates kept, as released: images
     * of one cluster are each other's negatives, and the loss cannot reach 0. For K far above N.
     */
    BATCH,
    /** The same and the prototypes that no image of the batch has. */
    BATCH_AND_OTHERS
  }

  /** Returns the loss over all prototypes. */
  public static ProtoNce standard() {
    return new ProtoNce(Columns.ALL);
  }

  /** Returns the loss over some of the prototypes. */
  public static ProtoNce columns(Columns value) {
    return new ProtoNce(value);
  }

  @Override
  public NDArray of(Batch batch) {
    var manager = batch.views().getManager();
    int[] clusters = batch.assignments(NAME);
    NDArray prototypes = Lent.constant(batch, Role.PROTOTYPES, NAME); // [K, D]
    NDArray widths = Lent.constant(batch, Role.CONCENTRATIONS, NAME); // [K]
    int count = (int) prototypes.getShape().get(0);
    check(clusters, count, widths.getShape().get(0));
    NDArray order = manager.create(order(clusters, count)); // [C]
    NDArray columns = Rows.unit(prototypes).get(order).transpose(); // [D, C]
    NDArray logits = Rows.unit(batch.rows()).matMul(columns).div(widths.get(order)); // [V·N, C]
    int[] targets = targets(clusters, batch.viewCount());
    var pick = new NDIndex().addAllDim().addPickDim(manager.create(targets));
    return Anchors.of(batch, targets.length, NAME).mean(logits.logSoftmax(1).get(pick)).neg();
  }

  private static void check(int[] clusters, int count, long widths) {
    if (widths != count) {
      throw new IllegalArgumentException(
          "ProtoNce got %d CONCENTRATIONS for %d PROTOTYPES. Give one a prototype."
              .formatted(widths, count));
    }
    for (int cluster : clusters) {
      if (cluster < 0 || cluster >= count) {
        throw new IllegalArgumentException(
            "ProtoNce got the assignment %d, but there are %d prototypes: assignments are 0 to %d."
                .formatted(cluster, count, count - 1));
      }
    }
  }

  /** Returns the prototype of each column. */
  private int[] order(int[] clusters, int count) {
    var present = new boolean[count];
    for (int cluster : clusters) {
      present[cluster] = true;
    }
    var others = IntStream.range(0, count).filter(prototype -> !present[prototype]);
    return switch (columns) {
      case ALL -> IntStream.range(0, count).toArray();
      case BATCH -> clusters;
      case BATCH_AND_OTHERS -> IntStream.concat(Arrays.stream(clusters), others).toArray();
    };
  }

  /** Returns the column that each row is to pick. */
  private int[] targets(int[] clusters, int views) {
    var targets = new int[views * clusters.length];
    for (int row = 0; row < targets.length; row++) {
      int image = row % clusters.length;
      targets[row] = columns == Columns.ALL ? clusters[image] : image;
    }
    return targets;
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Picks each image's cluster out of all clusters, each by its own width.",
        "\\mathcal{L} = -\\frac{1}{N} \\sum_{i=1}^{N} \\log"
            + " \\frac{\\exp(v_i \\cdot c_{s(i)} / \\phi_{s(i)})}{\\sum_k \\exp(v_i \\cdot c_k / \\phi_k)}",
        List.of(
            new Card.Setting(
                "columns",
                columns.name(),
                "ALL prototypes once; as released the BATCH's with duplicates, or BATCH_AND_OTHERS")),
        "Li et al. 2021, PCL, arXiv 2005.04966, eq. 11, one set of prototypes; the paper samples"
            + " negatives",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "columns");
  }
}
