package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.loss.Loss;
import alike.loss.NegativeCosine;
import alike.loss.Role;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.Network;
import alike.show.Card;
import java.util.List;
import java.util.Map;

/**
 * BYOL: a predictor turns the embedding of each view towards a slow teacher's embedding of the
 * other view; nothing is pushed apart. Labels are not looked at.
 *
 * <p>One step: pᵛ = predictor(head(encoder(view v))) with gradient, zᵛ = teacher(view v) without,
 * each view normalised by its own batch; loss of p¹ against z² and p² against z¹; optimiser; {@code
 * ξ ← mξ + (1 − m)θ}. The teacher starts from other random weights than the encoder.
 *
 * @param loss compares predictions with the teacher's embeddings; the paper takes {@link
 *     NegativeCosine#byol}
 * @param momentum m; the paper starts at 0.996 in runs of 1000 epochs, at 0.99 in those of 300, and
 *     goes to 1 by half a cosine
 * @param head between representation and loss; the paper's has 4096 and 256 numbers
 * @param predictor from embeddings to what is expected of the teacher; the paper's is as its head
 * @see <a href="https://arxiv.org/abs/2006.07733">Grill et al. 2020, section 3.1</a>
 */
public record Byol(Loss loss, Momentum momentum, Head head, Head predictor)
    implements Method, Card.Carded {

  private static final MlpHead HEAD =
      MlpHead.widths(4096, 256)
          .withHidden(MlpHead.Hidden.BIAS_NORM)
          .withLast(MlpHead.Last.UNBIASED);
  private static final Byol STANDARD =
      new Byol(NegativeCosine.byol(), Momentum.cosine(0.996).renewals(10), HEAD, HEAD);

  /** Checks that predictions and the teacher's embeddings can be compared. */
  public Byol {
    Predictor.require(predictor, head);
  }

  /** Returns the paper's method. */
  public static Byol standard() {
    return STANDARD;
  }

  /** Returns the method with two-layer heads as the paper's, of other widths. */
  public static Byol widths(int hidden, int last) {
    var head = MlpHead.widths(hidden, last).withHidden(HEAD.hidden()).withLast(HEAD.last());
    return STANDARD.withHeads(head, head);
  }

  /** Returns the same method with another loss, which is given TARGETS. */
  public Byol withLoss(Loss value) {
    return new Byol(value, momentum, head, predictor);
  }

  /** Returns the same method with a momentum that rises from a value in [0, 1] to 1. */
  public Byol momentum(double from) {
    return momentum(Momentum.cosine(from));
  }

  /** Returns the same method with another momentum. */
  public Byol momentum(Momentum value) {
    return new Byol(loss, value, head, predictor);
  }

  /** Returns the same method with another head and predictor, of one last width. */
  public Byol withHeads(Head newHead, Head newPredictor) {
    return new Byol(loss, momentum, newHead, newPredictor);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public boolean weighsImages() {
    return true;
  }

  @Override
  public Learner start(Start start) {
    var online = Tower.of(start, head);
    var predicting = Predictor.of(start, predictor, head);
    return new Steps(this, online, predicting, Tower.of(start.other(3), head));
  }

  /** BYOL at work. */
  private record Steps(Byol method, Tower online, Network predictor, Tower teacher)
      implements Taught, Continued {

    @Override
    public Map<String, Network> further() {
      return Map.of("predictor", predictor);
    }

    @Override
    public NDArray embedBoth(Views views) {
      return NDArrays.concat(
          new NDList(online.embed(views.view(0)), online.embed(views.view(1)))); // [2N, D]
    }

    @Override
    public NDArray loss(Views views) {
      return lossOf(embedBoth(views), views);
    }

    @Override
    public NDArray lossOf(NDArray embeddings, Views views) {
      int count = views.size();
      NDArray one = predictor.forward(embeddings.get(":" + count), true); // [N, D]
      NDArray other = predictor.forward(embeddings.get(count + ":"), true);
      NDArray p = NDArrays.concat(new NDList(one, other));
      NDArray first = teacher.teach(views.view(0)); // [N, D]
      NDArray second = teacher.teach(views.view(1));
      NDArray z = NDArrays.stack(new NDList(first, second)); // [2, N, D]
      return method.loss.of(views.batch(p).with(Role.TARGETS, z));
    }

    @Override
    public void after(Moment moment) {
      teacher.follow(online, method.momentum.at(moment.step(), moment.steps()));
    }
  }

  @Override
  public Card card() {
    return new Card(
        "BYOL",
        "A predictor turns each view's embedding towards a slow teacher's of the other view.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes NegativeCosine.byol()"),
            new Card.Setting(
                "momentum",
                momentum.toString(),
                "the paper: 0.996 to 1 in 1000 epochs, 0.99 in 300; lower in short runs"),
            new Card.Setting("head", head.toString(), "the paper: 4096 and 256"),
            new Card.Setting("predictor", predictor.toString(), "the paper: 4096 and 256")),
        "Grill et al. 2020, arXiv 2006.07733, section 3.1",
        toString());
  }

  @Override
  public String toString() {
    return new Code("Byol.standard()")
        .unless(loss.equals(STANDARD.loss), "withLoss", loss)
        .unless(momentum.equals(STANDARD.momentum), "momentum", momentum)
        .unless(
            head.equals(HEAD) && predictor.equals(HEAD),
            "withHeads",
            "%s, %s".formatted(head, predictor))
        .toString();
  }
}
