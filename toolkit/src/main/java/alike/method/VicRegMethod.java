package alike.method;

import alike.loss.Loss;
import alike.loss.VicReg;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import alike.model.MlpHead.Last;
import alike.show.Card;
import java.util.List;

/**
 * VICReg: two views of every image through one encoder and one wide head, the expander; the views'
 * embeddings must be near each other while every dimension keeps its spread and goes its own way.
 *
 * <p>The paper's expander is four times as wide as the representation, 8192 beside 2048; the
 * standard one here is 1024, twice the small conv net's 512, since the covariance of D dimensions
 * costs D².
 *
 * @param loss compares the embeddings; the paper takes {@link VicReg}
 * @param head the expander; the paper's has three layers of 8192
 * @see <a href="https://arxiv.org/abs/2105.04906">Bardes et al. 2022, algorithm 1</a>
 */
public record VicRegMethod(Loss loss, Head head) implements OneHead, Card.Carded {

  private static final Head HEAD =
      MlpHead.widths(1024, 1024, 1024).withHidden(Hidden.NORM).withLast(Last.UNBIASED);

  /** Returns the method with a loss and the standard head. */
  public static VicRegMethod loss(Loss loss) {
    return new VicRegMethod(loss, HEAD);
  }

  /** Returns the same method with another head. */
  public VicRegMethod withHead(Head value) {
    return new VicRegMethod(loss, value);
  }

  @Override
  public Card card() {
    return new Card(
        "VICReg",
        "Views agree while every dimension keeps its spread and goes its own way.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes VicReg"),
            new Card.Setting(
                "head",
                head.toString(),
                "thrown away after training; the paper's has three layers of 8192")),
        "Bardes et al. 2022, arXiv 2105.04906, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return "VicRegMethod.loss(%s)%s"
        .formatted(loss, head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head));
  }
}
