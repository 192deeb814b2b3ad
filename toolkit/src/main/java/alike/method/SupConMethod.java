package alike.method;

import alike.loss.Loss;
import alike.loss.SupCon;
import alike.model.Projection;
import alike.show.Card;
import java.util.List;

/**
 * Supervised contrastive learning, first stage: two views of every image through one encoder and
 * one head; every view is pulled towards all views of its class. The second stage, a linear
 * classifier on the frozen encoder, is {@code LinearProbe}.
 *
 * @param loss compares the embeddings with the labels; the paper takes {@link SupCon}
 * @param head between representation and loss; the paper's is 128 wide, without normalisation
 * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020, section 3</a>
 */
public record SupConMethod(Loss loss, Projection head) implements OneHead, Card.Carded {

  private static final Projection HEAD = Projection.plain(128);

  /** Returns the method with a loss and the paper's head. */
  public static SupConMethod loss(Loss loss) {
    return new SupConMethod(loss, HEAD);
  }

  /** Returns the same method with another head. */
  public SupConMethod withHead(Projection value) {
    return new SupConMethod(loss, value);
  }

  @Override
  public Learner start(Start start) {
    start.requireClasses(this);
    return Contrast.start(start, head::on, loss, true);
  }

  @Override
  public Card card() {
    return new Card(
        "SupCon",
        "Every view is pulled towards all views of its class.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes SupCon"),
            new Card.Setting("head", head.toString(), "thrown away after training")),
        "Khosla et al. 2020, arXiv 2004.11362, section 3",
        toString());
  }

  @Override
  public String toString() {
    return "SupConMethod.loss(%s)%s"
        .formatted(loss, head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head));
  }
}
