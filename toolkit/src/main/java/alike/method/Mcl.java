package alike.method;

import alike.check.Require;
import alike.loss.InfoNce;
import alike.show.Card;
import java.util.List;

/**
 * MCL, multistage contrastive learning: encoders are trained one after the other, each on batches
 * whose images all earlier stages put into the same cluster, so that what those stages learned no
 * longer tells the images of a batch apart and something else must be learned. The representation
 * is that of all stages side by side, each of length 1.
 *
 * <p>After stage s the training images, as they are, are embedded, brought to length 1 and
 * clustered by k-means; an image's group is the tuple of its clusters of all stages so far. The
 * epochs of the training are divided equally among the stages; every stage starts from weights of
 * its own.
 *
 * <p>Where we differ: the authors' released code covers the fine-tuning of CLIP alone; for training
 * from the start, that later stages begin anew, the equal parts and the early end of a stage are
 * ours.
 *
 * @param stages M, 2 or more
 * @param base the method of every stage, one whose negatives are of its own batch
 * @param clusters K of each clustering, 2 or more
 * @param lastStageOnly whether an image's group is its cluster of the last stage alone, as the
 *     authors' release computes it, in the place of the tuple of the paper
 * @param patience after how many epochs in which two views of an image find each other no better
 *     than before a stage hands over its remaining epochs; 0 for never
 * @see <a href="https://arxiv.org/abs/2402.11816">Zhang et al. 2024, section 3</a>
 */
public record Mcl(int stages, Method base, int clusters, boolean lastStageOnly, int patience)
    implements Method, Card.Carded {

  /** Checks the settings, and that the base method takes its negatives from its own batch. */
  public Mcl {
    Require.atLeast("stages", 2, stages);
    Require.atLeast("clusters", 2, clusters);
    Require.within("patience", 0, Integer.MAX_VALUE, patience);
    if (!base.negativesOfTheBatch()) {
      throw new IllegalArgumentException(
          "Mcl cannot wrap %s: it works by the negatives of the batch, and this method has none, or has others beside. Wrap SimClr, a contrastive loss like %s, or a two-tower method."
              .formatted(base, InfoNce.standard()));
    }
  }

  /** Starts a method of so many stages, 2 or more; {@code of} says of what. */
  public static Stages stages(int stages) {
    return new Stages(Require.atLeast("stages", 2, stages));
  }

  /**
   * A number of stages, without their method yet.
   *
   * @param stages M, 2 or more
   */
  public record Stages(int stages) {

    /** Returns the method whose every stage is {@code base}, with 10 clusters a stage. */
    public Mcl of(Method base) {
      return new Mcl(stages, base, 10, false, 0);
    }
  }

  /** Returns a copy with another number of clusters. */
  public Mcl clusters(int value) {
    return new Mcl(stages, base, value, lastStageOnly, patience);
  }

  /** Returns a copy that groups by the last stage alone, as the release does. */
  public Mcl byLastStageOnly() {
    return new Mcl(stages, base, clusters, true, patience);
  }

  /** Returns a copy whose stages end early. */
  public Mcl patience(int value) {
    return new Mcl(stages, base, clusters, lastStageOnly, value);
  }

  @Override
  public int views() {
    return base.views();
  }

  @Override
  public Learner start(Start start) {
    return StagedLearner.start(this, start);
  }

  @Override
  public Card card() {
    return new Card(
        "MCL",
        "Each stage learns what the stages before it could not tell apart.",
        "\\psi_s(i) = \\bigl(c_0(i), \\ldots, c_s(i)\\bigr), \\quad N(i) = \\{ j \\in B : j \\neq i,"
            + " \\psi_s(j) = \\psi_s(i) \\}",
        List.of(
            new Card.Setting("stages", Integer.toString(stages), "the paper takes up to 4"),
            new Card.Setting("base", base.toString(), "any method with the batch's negatives"),
            new Card.Setting("clusters", Integer.toString(clusters), "the release takes 10"),
            new Card.Setting(
                "groups", lastStageOnly ? "by the last stage" : "by all stages", "the paper: all"),
            new Card.Setting(
                "patience", patience == 0 ? "stages end as planned" : patience + " epochs", "")),
        "Zhang et al. 2024, arXiv 2402.11816, section 3",
        toString());
  }

  @Override
  public String toString() {
    var code = new StringBuilder("Mcl.stages(%d).of(%s)".formatted(stages, base));
    if (clusters != 10) {
      code.append(".clusters(%d)".formatted(clusters));
    }
    if (lastStageOnly) {
      code.append(".byLastStageOnly()");
    }
    if (patience != 0) {
      code.append(".patience(%d)".formatted(patience));
    }
    return code.toString();
  }
}
