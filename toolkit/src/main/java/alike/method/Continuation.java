package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.Network;
import alike.model.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner that goes on from what it was: beside the base method stand a frozen copy of encoder
 * and head, taken before the first step and kept with the run, and a predictor from present to past
 * embeddings.
 */
final class Continuation implements Learner {

  /** What a step's loss is made of. */
  record Step(NDArray now, NDArray predicted, NDArray past, Views views) {

    /** Returns one view's rows of [2N, D]. */
    NDArray view(NDArray rows, int view) {
      int count = views.size();
      return rows.get("%d:%d".formatted(view * count, (view + 1) * count));
    }
  }

  /** Turns embeddings into the loss of a step. */
  @FunctionalInterface
  interface Rule {
    NDArray of(Continued base, Step step);
  }

  private final Continued base;
  private final Rule rule;
  private final Tower past;
  private final Network predictor;

  private Continuation(Continued base, Rule rule, Tower past, Network predictor) {
    this.base = base;
    this.rule = rule;
    this.past = past;
    this.predictor = predictor;
  }

  /**
   * Puts a past, which the first step takes, and a predictor beside a learner.
   *
   * @param hidden width of the predictor's hidden layer
   */
  static Continuation start(Continued learner, Method.Start start, int hidden, Rule rule) {
    int width = learner.online().head().width();
    Head head = MlpHead.widths(hidden, width).withHidden(MlpHead.Hidden.BIAS_NORM);
    var predictor = start.network(head.on(width), width, 9);
    return new Continuation(learner, rule, learner.online().copy(), predictor);
  }

  @Override
  public Network encoder() {
    return base.encoder();
  }

  @Override
  public Map<String, Network> networks() {
    var networks = new LinkedHashMap<>(base.networks());
    networks.put("distiller", predictor);
    past.into(networks, "pastEncoder", "pastHead");
    return networks;
  }

  @Override
  public Pace pace(String network, Moment moment) {
    if (network.startsWith("past")) {
      return Pace.FOLLOWING;
    }
    return network.equals("distiller") ? Pace.SCHEDULED : base.pace(network, moment);
  }

  @Override
  public double rateFactor(String network) {
    return base.networks().containsKey(network) ? base.rateFactor(network) : 1;
  }

  /** Takes the past before the very first step: the weights that the training starts from. */
  @Override
  public void before(Moment moment) {
    if (moment.step() == 0) {
      past.follow(base.online(), 0);
    }
    base.before(moment);
  }

  @Override
  public Optional<List<int[]>> plan(Moment moment, int batch) {
    return base.plan(moment, batch);
  }

  @Override
  public NDArray loss(Views views) {
    NDArray now = base.embedBoth(views); // [2N, D]
    NDArray then = past.frozen(views.images()); // [2N, D]
    var first = new Step(now, now, then, views);
    NDArray predicted =
        NDArrays.concat(
            new NDList(
                predictor.forward(first.view(now, 0), true),
                predictor.forward(first.view(now, 1), true)));
    return rule.of(base, new Step(now, predicted, then, views));
  }

  @Override
  public void after(Moment moment) {
    base.after(moment);
  }

  @Override
  public Map<String, Double> figures() {
    return base.figures();
  }

  @Override
  public void save(State state) {
    base.save(state.part("base"));
  }

  @Override
  public void load(State state) {
    base.load(state.part("base"));
  }

  @Override
  public void close() {
    base.close();
    predictor.close();
    past.close();
  }
}
