package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.check.Require;
import alike.data.SplitMix64;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.loss.InfoNce;
import alike.loss.Loss;
import alike.model.Bank;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.Network;
import alike.model.State;
import alike.show.Card;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NNCLR: the nearest neighbour of one view's embedding in a queue of earlier ones must find the
 * prediction of the other view among the predictions of the batch. Labels are not looked at.
 *
 * <p>One step: zᵛ = head(encoder(view v)) and pᵛ = predictor(zᵛ), each view normalised by its own
 * batch; nᵛ is the row of the queue with the largest cosine to zᵛ, without gradient; the mean of
 * the losses of n¹ against p² and n² against p¹; optimiser; z¹ takes the place of the oldest rows
 * of the queue. The queue starts with random directions.
 *
 * @param loss compares [neighbours, predictions], two views; the paper takes {@link InfoNce}
 * @param queue embeddings that it holds, at least a batch; the paper takes 98,304; 0, the default,
 *     for 65,536 but no more than the largest power of two that the number of images reaches
 * @param head between representation and loss; the paper's has 2048, 2048 and 256 numbers
 * @param predictor from embeddings to what is expected; the paper's has 4096 and 256 numbers
 * @see <a href="https://arxiv.org/abs/2104.14548">Dwibedi et al. 2021, eq. 2 and 3</a>
 */
public record NnClr(Loss loss, int queue, Head head, Head predictor)
    implements Method, Card.Carded {

  private static final NnClr STANDARD =
      new NnClr(
          InfoNce.temperature(0.1),
          QueueSize.AUTOMATIC,
          MlpHead.widths(2048, 2048, 256)
              .withHidden(MlpHead.Hidden.NORM)
              .withLast(MlpHead.Last.NORM),
          MlpHead.widths(4096, 256).withHidden(MlpHead.Hidden.NORM));

  /** Checks the queue, and that predictions and neighbours can be compared. */
  public NnClr {
    Require.atLeast("queue", 0, queue);
    Predictor.require(predictor, head);
  }

  /** Returns the paper's method at a temperature above 0; the paper takes 0.1. */
  public static NnClr temperature(double value) {
    return STANDARD.withLoss(InfoNce.temperature(value));
  }

  /** Returns the same method with another loss of [neighbours, predictions]. */
  public NnClr withLoss(Loss value) {
    return new NnClr(value, queue, head, predictor);
  }

  /** Returns the same method with another queue, at least a batch; 0 for the default. */
  public NnClr queue(int value) {
    return new NnClr(loss, value, head, predictor);
  }

  /** Returns the same method with another head and predictor, of one last width. */
  public NnClr withHeads(Head newHead, Head newPredictor) {
    return new NnClr(loss, queue, newHead, newPredictor);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public Learner start(Start start) {
    int size = QueueSize.of(queue, start);
    long seed = SplitMix64.of(start.seed(), 3).nextLong();
    return new Steps(
        loss,
        Tower.of(start, head),
        Predictor.of(start, predictor, head),
        Bank.random(size, head.width(), start.backend(), seed));
  }

  /** NNCLR at work. */
  private record Steps(Loss loss, Tower tower, Network predictor, Bank queue) implements Learner {

    @Override
    public Network encoder() {
      return tower.encoder();
    }

    @Override
    public Map<String, Network> networks() {
      var networks = new LinkedHashMap<String, Network>();
      tower.into(networks, "encoder", "head");
      networks.put("predictor", predictor);
      return networks;
    }

    @Override
    public NDArray loss(Views views) {
      NDArray first = tower.embed(views.view(0)); // [N, D]
      NDArray second = tower.embed(views.view(1));
      NDArray one = direction(first, second, views);
      NDArray other = direction(second, first, views);
      queue.hold(unit(first));
      return Scalars.over(one.add(other), 2);
    }

    /** Lets the neighbours of one view find the predictions of another. */
    private NDArray direction(NDArray from, NDArray to, Views views) {
      NDArray predictions = predictor.forward(to, true); // [N, D]
      return loss.of(views.batch(NDArrays.concat(new NDList(neighbours(from), predictions))));
    }

    private NDArray neighbours(NDArray embeddings) {
      NDArray unit = unit(embeddings); // [N, D]
      return predictor.backend().teaching(() -> nearest(unit));
    }

    private NDArray nearest(NDArray unit) {
      NDArray rows = queue.rows().stopGradient(); // [K, D]
      rows.attach(unit.getManager());
      return rows.get(unit.matMul(rows.transpose()).argMax(1)); // [N, D]
    }

    private static NDArray unit(NDArray embeddings) {
      return Rows.unit(embeddings.stopGradient());
    }

    @Override
    public void after(Moment moment) {
      queue.push();
    }

    @Override
    public void save(State state) {
      queue.save(state.part("queue"));
    }

    @Override
    public void load(State state) {
      queue.load(state.part("queue"));
    }

    @Override
    public void close() {
      tower.head().close();
      predictor.close();
      queue.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "NNCLR",
        "The neighbour of one view in a queue must find the prediction of the other view.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes InfoNCE at 0.1"),
            new Card.Setting("queue", Integer.toString(queue), QueueSize.MEANING),
            new Card.Setting("head", head.toString(), "the paper: 2048, 2048 and 256"),
            new Card.Setting("predictor", predictor.toString(), "the paper: 4096 and 256")),
        "Dwibedi et al. 2021, arXiv 2104.14548, eq. 2 and 3",
        toString());
  }

  @Override
  public String toString() {
    boolean plain = loss instanceof InfoNce;
    double temperature = loss instanceof InfoNce given ? given.temperature() : 0.1;
    return new Code("NnClr.temperature(%s)".formatted(temperature))
        .unless(plain, "withLoss", loss)
        .unless(queue == STANDARD.queue, "queue", queue)
        .unless(
            head.equals(STANDARD.head) && predictor.equals(STANDARD.predictor),
            "withHeads",
            "%s, %s".formatted(head, predictor))
        .toString();
  }
}
