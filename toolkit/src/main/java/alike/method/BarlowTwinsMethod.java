package alike.method;

import alike.loss.BarlowTwins;
import alike.loss.Loss;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import alike.model.MlpHead.Last;
import alike.show.Card;
import java.util.List;

/**
 * Barlow Twins: two views of every image through one encoder and one wide head; each dimension of
 * the embeddings must agree between the views and say nothing of any other dimension.
 *
 * <p>The paper's head is four times as wide as the representation, 8192 beside 2048; the standard
 * one here is 1024, twice the small conv net's 512, since the correlation of D dimensions costs D².
 *
 * @param loss compares the embeddings; the paper takes {@link BarlowTwins}
 * @param head between representation and loss; the paper's has three layers of 8192
 * @see <a href="https://arxiv.org/abs/2103.03230">Zbontar et al. 2021, algorithm 1</a>
 */
public record BarlowTwinsMethod(Loss loss, Head head) implements OneHead, Card.Carded {

  private static final Head HEAD =
      MlpHead.widths(1024, 1024, 1024).withHidden(Hidden.NORM).withLast(Last.UNBIASED);

  /** Returns the method with a loss and the standard head. */
  public static BarlowTwinsMethod loss(Loss loss) {
    return new BarlowTwinsMethod(loss, HEAD);
  }

  /** Returns the same method with another head. */
  public BarlowTwinsMethod withHead(Head value) {
    return new BarlowTwinsMethod(loss, value);
  }

  @Override
  public Card card() {
    return new Card(
        "Barlow Twins",
        "Each dimension agrees between two views and says nothing of any other dimension.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes BarlowTwins"),
            new Card.Setting(
                "head",
                head.toString(),
                "thrown away after training; the paper's has three layers of 8192")),
        "Zbontar et al. 2021, arXiv 2103.03230, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return "BarlowTwinsMethod.loss(%s)%s"
        .formatted(loss, head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head));
  }
}
