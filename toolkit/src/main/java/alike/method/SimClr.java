package alike.method;

import alike.check.Require;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.model.Projection;
import alike.show.Card;
import java.util.List;

/**
 * SimCLR: two views of every image through one encoder and one head; each view must find its
 * partner among all views of the batch. Labels are not looked at.
 *
 * <p>The second version has a head of three layers, of which the first one stays with the encoder:
 * what is kept, evaluated and fine-tuned then ends with it.
 *
 * @param loss compares the embeddings; the paper takes {@link NtXent}
 * @param head between representation and loss; the paper's is 128 wide
 * @param kept layers of the head that stay with the encoder, 0 or more; 0 in the first version, 1
 *     in the second
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, algorithm 1</a>
 * @see <a href="https://arxiv.org/abs/2006.10029">Chen et al. 2020, SimCLR v2, section 2</a>
 */
public record SimClr(Loss loss, Projection head, int kept) implements Method, Card.Carded {

  private static final Projection HEAD = Projection.simClr(128);

  /** Checks that a layer of the head is left for the loss. */
  public SimClr {
    Require.within("kept layers of %s".formatted(head), 0, head.layers() - 1, kept);
  }

  /** Returns SimCLR with a loss and the paper's head. */
  public static SimClr loss(Loss loss) {
    return new SimClr(loss, HEAD, 0);
  }

  /** Returns the same method with another head. */
  public SimClr withHead(Projection value) {
    return new SimClr(loss, value, kept);
  }

  /** Returns the same method, some first layers of whose head stay with the encoder. */
  public SimClr withKept(int value) {
    return new SimClr(loss, head, value);
  }

  /** Returns the second version: a head of three layers, of which the encoder keeps the first. */
  public SimClr second() {
    return new SimClr(loss, head.withLayers(3), 1);
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
    if (kept == 0) {
      return Contrast.start(start, head::on, loss, false);
    }
    int width = start.width();
    var longer = start.withEncoder(start.encoder().then(head.first(width, kept)));
    return Contrast.start(longer, unused -> head.after(width, kept), loss, false);
  }

  @Override
  public Card card() {
    return new Card(
        "SimCLR",
        "Each view must find its partner among all views of the batch.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes NT-Xent"),
            new Card.Setting("head", head.toString(), "thrown away after training"),
            new Card.Setting(
                "kept", Integer.toString(kept), "first layers of the head that stay; v2: 1 of 3")),
        "Chen et al. 2020, arXiv 2002.05709, algorithm 1; v2: arXiv 2006.10029, section 2",
        toString());
  }

  @Override
  public String toString() {
    return "SimClr.loss(%s)%s%s"
        .formatted(
            loss,
            head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head),
            kept == 0 ? "" : ".withKept(%d)".formatted(kept));
  }
}
