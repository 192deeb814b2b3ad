package alike.method;

import alike.loss.Dcl;
import alike.loss.Loss;
import alike.model.Head;
import alike.model.Projection;
import alike.show.Card;
import java.util.List;

/**
 * Decoupled contrastive learning: SimCLR whose loss leaves the partner out of the rivals that it is
 * compared with, which lets small batches do. Labels are not looked at.
 *
 * @param loss compares the embeddings; the paper takes {@link Dcl}
 * @param head between representation and loss; SimCLR's, 128 wide
 * @see <a href="https://arxiv.org/abs/2110.06848">Yeh et al. 2022, section 3</a>
 */
public record DclMethod(Loss loss, Head head) implements OneHead, Card.Carded {

  private static final Head HEAD = Projection.simClr(128);

  /** Returns the method with a loss and the standard head. */
  public static DclMethod loss(Loss loss) {
    return new DclMethod(loss, HEAD);
  }

  /** Returns the same method with another head. */
  public DclMethod withHead(Head value) {
    return new DclMethod(loss, value);
  }

  @Override
  public boolean negativesOfTheBatch() {
    return true;
  }

  @Override
  public Card card() {
    return new Card(
        "DCL",
        "Each view must find its partner; the partner itself is not among its rivals.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes Dcl"),
            new Card.Setting("head", head.toString(), "thrown away after training; SimCLR's")),
        "Yeh et al. 2022, arXiv 2110.06848, section 3",
        toString());
  }

  @Override
  public String toString() {
    return "DclMethod.loss(%s)%s"
        .formatted(loss, head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head));
  }
}
