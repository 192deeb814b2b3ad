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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SimSiam: a predictor turns the embedding of each view towards that of the other view, through
 * which no gradient flows; there is neither a teacher nor anything that is pushed apart. Labels are
 * not looked at.
 *
 * <p>One step: zᵛ = head(encoder(view v)) and pᵛ = predictor(zᵛ), each view normalised by its own
 * batch; loss of p¹ against z² and p² against z¹; optimiser. The predictor keeps the learning rate
 * that the schedule of everything else starts from.
 *
 * @param loss compares predictions with embeddings; the paper takes {@link NegativeCosine#simSiam}
 * @param head between representation and loss; the paper's has three layers of 2048 numbers
 * @param predictor from embeddings to what is expected of the other view; the paper's has 512 and
 *     2048 numbers
 * @see <a href="https://arxiv.org/abs/2011.10566">Chen and He 2021, algorithm 1</a>
 */
public record SimSiam(Loss loss, Head head, Head predictor) implements Method, Card.Carded {

  private static final SimSiam STANDARD = widths(2048, 512);

  /** Checks that predictions and embeddings can be compared. */
  public SimSiam {
    Predictor.require(predictor, head);
  }

  /** Returns the paper's method. */
  public static SimSiam standard() {
    return STANDARD;
  }

  /**
   * Returns the method with heads as the paper's, of other widths.
   *
   * @param width of the three layers of the head, 1 or more; the paper's 2048
   * @param hidden of the predictor, 1 or more; the paper's 512
   */
  public static SimSiam widths(int width, int hidden) {
    return new SimSiam(
        NegativeCosine.simSiam(),
        MlpHead.widths(width, width, width)
            .withHidden(MlpHead.Hidden.NORM)
            .withLast(MlpHead.Last.FIXED_NORM),
        MlpHead.widths(hidden, width).withHidden(MlpHead.Hidden.NORM));
  }

  /** Returns the same method with another loss, which is given TARGETS. */
  public SimSiam withLoss(Loss value) {
    return new SimSiam(value, head, predictor);
  }

  /** Returns the same method with another head and predictor, of one last width. */
  public SimSiam withHeads(Head newHead, Head newPredictor) {
    return new SimSiam(loss, newHead, newPredictor);
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
    return new Steps(loss, Tower.of(start, head), Predictor.of(start, predictor, head));
  }

  /** SimSiam at work. */
  private record Steps(Loss loss, Tower online, Network predictor) implements Continued {

    @Override
    public Network encoder() {
      return online.encoder();
    }

    @Override
    public Map<String, Network> networks() {
      var networks = new LinkedHashMap<String, Network>();
      online.into(networks, "encoder", "head");
      networks.put("predictor", predictor);
      return networks;
    }

    @Override
    public Pace pace(String network, Moment moment) {
      return network.equals("predictor") ? Pace.CONSTANT : Pace.SCHEDULED;
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
      NDArray first = embeddings.get(":" + views.size()); // [N, D]
      NDArray second = embeddings.get(views.size() + ":");
      NDArray p = NDArrays.concat(new NDList(predict(first), predict(second))); // [2N, D]
      NDArray z = NDArrays.stack(new NDList(first, second)); // [2, N, D]
      return loss.of(views.batch(p).with(Role.TARGETS, z.stopGradient()));
    }

    private NDArray predict(NDArray embeddings) {
      return predictor.forward(embeddings, true);
    }

    @Override
    public void close() {
      online.head().close();
      predictor.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "SimSiam",
        "A predictor turns each view's embedding towards the other's, which stands still.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes NegativeCosine.simSiam()"),
            new Card.Setting("head", head.toString(), "the paper: three layers of 2048"),
            new Card.Setting("predictor", predictor.toString(), "the paper: 512 and 2048")),
        "Chen and He 2021, arXiv 2011.10566, algorithm 1",
        toString());
  }

  @Override
  public String toString() {
    return new Code("SimSiam.standard()")
        .unless(loss.equals(STANDARD.loss), "withLoss", loss)
        .unless(
            head.equals(STANDARD.head) && predictor.equals(STANDARD.predictor),
            "withHeads",
            "%s, %s".formatted(head, predictor))
        .toString();
  }
}
