package alike.method;

import alike.loss.Loss;
import alike.loss.NtXent;
import alike.model.Projection;
import alike.show.Card;
import java.util.List;

/**
 * SimCLR: two views of every image through one encoder and one head; each view must find its
 * partner among all views of the batch. Labels are not looked at.
 *
 * @param loss compares the embeddings; the paper takes {@link NtXent}
 * @param head between representation and loss; the paper's is 128 wide
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, algorithm 1</a>
 */
public record SimClr(Loss loss, Projection head) implements Method, Card.Carded {

  private static final Projection HEAD = Projection.simClr(128);

  /** Returns SimCLR with a loss and the paper's head. */
  public static SimClr loss(Loss loss) {
    return new SimClr(loss, HEAD);
  }

  /** Returns the same method with another head. */
  public SimClr withHead(Projection value) {
    return new SimClr(loss, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public boolean negativesOfTheBatch() {
    return true;
  }

  @Override
  public boolean weighsImages() {
    return true;
  }

  @Override
  public Learner start(Start start) {
    return Contrast.start(start, head, loss, false);
  }

  @Override
  public Card card() {
    return new Card(
        "SimCLR",
        "Each view must find its partner among all views of the batch.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes NT-Xent"),
            new Card.Setting("head", head.toString(), "thrown away after training")),
        "Chen et al. 2020, arXiv 2002.05709, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return "SimClr.loss(%s)%s"
        .formatted(loss, head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head));
  }
}
