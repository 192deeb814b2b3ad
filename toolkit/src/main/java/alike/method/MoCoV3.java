package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.loss.InfoNceMomentum;
import alike.loss.Loss;
import alike.loss.Role;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.Network;
import alike.show.Card;
import java.util.List;
import java.util.Map;

/**
 * MoCo v3: the prediction of each view must find a slow teacher's embedding of the other view among
 * the teacher's embeddings of the batch; there is no queue. Labels are not looked at.
 *
 * <p>One step: qᵛ = predictor(head(encoder(view v))) with gradient, kᵛ = teacher(view v) without,
 * each view normalised by its own batch; loss of q¹ against k² and q² against k¹; optimiser; {@code
 * ξ ← mξ + (1 − m)θ}. The teacher starts equal to the encoder. The paper moves it just before its
 * next embedding, which is the same.
 *
 * @param loss compares predictions with the teacher's embeddings; the paper takes {@link
 *     InfoNceMomentum} at 1 for ResNet-50, at 0.2 for ViT
 * @param momentum m; the paper starts at 0.99 in runs of 100 epochs, at 0.996 in those of 1000, and
 *     goes to 1 by half a cosine
 * @param head between representation and loss; the paper's for ResNet-50 has 4096 and 256 numbers
 * @param predictor from embeddings to what is expected of the teacher; likewise 4096 and 256
 * @see <a href="https://arxiv.org/abs/2104.02057">Chen et al. 2021, algorithm 1</a>
 */
public record MoCoV3(Loss loss, Momentum momentum, Head head, Head predictor)
    implements Method, Card.Carded {

  private static final MoCoV3 STANDARD =
      new MoCoV3(
          InfoNceMomentum.temperature(1),
          Momentum.cosine(0.99).renewals(10),
          MlpHead.widths(4096, 256)
              .withHidden(MlpHead.Hidden.NORM)
              .withLast(MlpHead.Last.FIXED_NORM),
          MlpHead.widths(4096, 256)
              .withHidden(MlpHead.Hidden.NORM)
              .withLast(MlpHead.Last.UNBIASED));

  /** Checks that predictions and the teacher's embeddings can be compared. */
  public MoCoV3 {
    Predictor.require(predictor, head);
  }

  /** Returns the paper's method for convolutional encoders, at a temperature of 1. */
  public static MoCoV3 standard() {
    return STANDARD;
  }

  /** Returns the method at a temperature above 0. */
  public static MoCoV3 temperature(double value) {
    return STANDARD.withLoss(InfoNceMomentum.temperature(value));
  }

  /** Returns the same method with another loss, which is given TARGETS. */
  public MoCoV3 withLoss(Loss value) {
    return new MoCoV3(value, momentum, head, predictor);
  }

  /** Returns the same method with a momentum that rises from a value in [0, 1] to 1. */
  public MoCoV3 momentum(double from) {
    return momentum(Momentum.cosine(from));
  }

  /** Returns the same method with another momentum. */
  public MoCoV3 momentum(Momentum value) {
    return new MoCoV3(loss, value, head, predictor);
  }

  /** Returns the same method with another head and predictor, of one last width. */
  public MoCoV3 withHeads(Head newHead, Head newPredictor) {
    return new MoCoV3(loss, momentum, newHead, newPredictor);
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
    return new Steps(this, online, predicting, Tower.copy(online, start, head));
  }

  /** MoCo v3 at work. */
  private record Steps(MoCoV3 method, Tower online, Network predictor, Tower teacher)
      implements Taught {

    @Override
    public Map<String, Network> further() {
      return Map.of("predictor", predictor);
    }

    @Override
    public NDArray loss(Views views) {
      NDArray q = NDArrays.concat(new NDList(predict(views.view(0)), predict(views.view(1))));
      NDArray first = teacher.teach(views.view(0)); // [N, D]
      NDArray second = teacher.teach(views.view(1));
      NDArray k = NDArrays.stack(new NDList(first, second)); // [2, N, D]
      return method.loss.of(views.batch(q).with(Role.TARGETS, k));
    }

    private NDArray predict(NDArray view) {
      return predictor.forward(online.embed(view), true); // [N, D]
    }

    @Override
    public void after(Moment moment) {
      teacher.follow(online, method.momentum.at(moment.step() + 1, moment.steps()));
    }
  }

  @Override
  public Card card() {
    return new Card(
        "MoCo v3",
        "Each view's prediction must find a slow teacher's embedding of the other view in the"
            + " batch.",
        "",
        List.of(
            new Card.Setting(
                "loss", loss.toString(), "the paper: InfoNCE at 1 for ResNet-50, 0.2 for ViT"),
            new Card.Setting(
                "momentum", momentum.toString(), "the paper: 0.99 to 1; lower in short runs"),
            new Card.Setting("head", head.toString(), "the paper: 4096 and 256"),
            new Card.Setting("predictor", predictor.toString(), "the paper: 4096 and 256")),
        "Chen et al. 2021, arXiv 2104.02057, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return new Code("MoCoV3.standard()")
        .unless(loss.equals(STANDARD.loss), "withLoss", loss)
        .unless(momentum.equals(STANDARD.momentum), "momentum", momentum)
        .unless(
            head.equals(STANDARD.head) && predictor.equals(STANDARD.predictor),
            "withHeads",
            "%s, %s".formatted(head, predictor))
        .toString();
  }
}
