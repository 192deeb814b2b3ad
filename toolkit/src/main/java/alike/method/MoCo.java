package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.check.Require;
import alike.data.SplitMix64;
import alike.engine.Rows;
import alike.loss.InfoNceQueue;
import alike.loss.Loss;
import alike.loss.Role;
import alike.model.Bank;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.Projection;
import alike.model.State;
import alike.show.Card;
import java.util.List;

/**
 * MoCo v1 and v2: the query, one view of an image, must find its key, a slow teacher's embedding of
 * the other view, among keys of earlier batches. Labels are not looked at.
 *
 * <p>One step: q = head(encoder(view 1)) with gradient; k = teacher(view 2) without; loss of q
 * against k and the queue; optimiser; {@code ξ ← mξ + (1 − m)θ}; k takes the place of the oldest
 * keys. The paper moves the teacher just before the next key is computed, which is the same.
 *
 * <p>The teacher starts equal to the encoder and normalises by its own batch. The paper shuffles
 * batches over several GPUs so that query and key do not share their statistics; on one device
 * there is nothing to shuffle, and this is left out.
 *
 * @param loss compares queries with keys and queue; the papers take {@link InfoNceQueue}
 * @param queue keys that it holds, at least a batch; 0, the default, for the papers' 65,536 but no
 *     more than the largest power of two that the number of images reaches
 * @param momentum m; the papers take 0.999
 * @param head between representation and loss
 * @see <a href="https://arxiv.org/abs/1911.05722">He et al. 2020, algorithm 1</a>
 * @see <a href="https://arxiv.org/abs/2003.04297">Chen et al. 2020, v2: the head of two layers</a>
 */
public record MoCo(Loss loss, int queue, Momentum momentum, Head head)
    implements Method, Card.Carded {

  private static final MoCo V2 =
      new MoCo(
          InfoNceQueue.temperature(0.2),
          QueueSize.AUTOMATIC,
          Momentum.constant(0.999).renewals(10),
          Projection.plain(128));

  /** Checks the size of the queue. */
  public MoCo {
    Require.atLeast("queue", 0, queue);
  }

  /** Returns MoCo v2 at a temperature above 0; the paper takes 0.2. */
  public static MoCo temperature(double value) {
    return V2.withLoss(InfoNceQueue.temperature(value));
  }

  /** Returns MoCo v1: temperature 0.07, a head of one linear layer. */
  public static MoCo v1() {
    return temperature(0.07).withHead(MlpHead.widths(128));
  }

  /** Returns the same method with another loss, which is given TARGETS and BANK. */
  public MoCo withLoss(Loss value) {
    return new MoCo(value, queue, momentum, head);
  }

  /** Returns the same method with another queue, at least a batch; 0 for the default. */
  public MoCo queue(int value) {
    return new MoCo(loss, value, momentum, head);
  }

  /** Returns the same method with the same momentum at all steps, [0, 1]. */
  public MoCo momentum(double value) {
    return momentum(Momentum.constant(value));
  }

  /** Returns the same method with another momentum. */
  public MoCo momentum(Momentum value) {
    return new MoCo(loss, queue, value, head);
  }

  /** Returns the same method with another head. */
  public MoCo withHead(Head value) {
    return new MoCo(loss, queue, momentum, value);
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
    return steps(start);
  }

  Steps steps(Start start) {
    int size = QueueSize.of(queue, start);
    var online = Tower.of(start, head);
    var teacher = Tower.copy(online, start, head);
    long seed = SplitMix64.of(start.seed(), 2).nextLong();
    return new Steps(this, online, teacher, Bank.random(size, head.width(), start.backend(), seed));
  }

  /** MoCo at work. */
  record Steps(MoCo method, Tower online, Tower teacher, Bank queue) implements Taught, Continued {

    @Override
    public NDArray embedBoth(Views views) {
      return NDArrays.concat(new NDList(query(views), online.embed(views.view(1)))); // [2N, D]
    }

    @Override
    public NDArray lossOf(NDArray embeddings, Views views) {
      return loss(embeddings.get(":" + views.size()), views);
    }

    @Override
    public NDArray loss(Views views) {
      return loss(query(views), views);
    }

    NDArray query(Views views) {
      return online.embed(views.view(0)); // [N, D]
    }

    NDArray loss(NDArray query, Views views) {
      NDArray key = teacher.teach(views.view(1)); // [N, D]
      queue.hold(Rows.unit(key));
      var batch = views.batch(query).with(Role.TARGETS, key.expandDims(0));
      return method.loss.of(batch.with(Role.BANK, queue.rows()));
    }

    @Override
    public void after(Moment moment) {
      teacher.follow(online, method.momentum.at(moment.step() + 1, moment.steps()));
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
      Taught.super.close();
      queue.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "MoCo",
        "Each view must find a slow teacher's embedding of its partner in a queue of earlier ones.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the papers take InfoNCE with a queue"),
            new Card.Setting("queue", Integer.toString(queue), QueueSize.MEANING),
            new Card.Setting(
                "momentum", momentum.toString(), "the papers: 0.999; lower in short runs"),
            new Card.Setting(
                "head", head.toString(), "v1: MlpHead.widths(128), v2: Projection.plain(128)")),
        "He et al. 2020, arXiv 1911.05722, and Chen et al. 2020, arXiv 2003.04297; without shuffled"
            + " batch normalisation, which needs several devices",
        toString());
  }

  @Override
  public String toString() {
    boolean plain =
        loss instanceof InfoNceQueue given
            && given.equals(InfoNceQueue.temperature(given.temperature()));
    double temperature = loss instanceof InfoNceQueue given ? given.temperature() : 0.2;
    return new Code("MoCo.temperature(%s)".formatted(temperature))
        .unless(plain, "withLoss", loss)
        .unless(queue == V2.queue, "queue", queue)
        .unless(momentum.equals(V2.momentum), "momentum", momentum)
        .unless(head.equals(V2.head), "withHead", head)
        .toString();
  }
}
