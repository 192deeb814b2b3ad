package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.data.SplitMix64;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.model.Bank;
import alike.model.Network;
import alike.model.State;
import java.util.List;
import java.util.Map;

/**
 * MoCo of which both views ask, each in the keys of the other view; and the same with the queues of
 * a past model beside.
 */
final class QueuedPast implements Continued {
  private final MoCo.Steps moCo;
  private final Pnr method;
  private final List<Bank> keys;
  private final List<Bank> pasts;

  QueuedPast(MoCo.Steps moCo, Pnr method, Method.Start start) {
    this.moCo = moCo;
    this.method = method;
    this.keys = List.of(bank(start, 10), bank(start, 11));
    this.pasts = List.of(bank(start, 12), bank(start, 13));
  }

  private Bank bank(Method.Start start, int which) {
    long seed = SplitMix64.of(start.seed(), which).nextLong();
    int width = moCo.online().head().width();
    return Bank.random(moCo.queue().size(), width, start.backend(), seed);
  }

  @Override
  public Tower online() {
    return moCo.online();
  }

  @Override
  public Network encoder() {
    return moCo.encoder();
  }

  @Override
  public Map<String, Network> networks() {
    return moCo.networks();
  }

  @Override
  public Pace pace(String network, Moment moment) {
    return moCo.pace(network, moment);
  }

  @Override
  public NDArray embedBoth(Views views) {
    return moCo.embedBoth(views);
  }

  @Override
  public NDArray lossOf(NDArray embeddings, Views views) {
    var step = new Continuation.Step(embeddings, embeddings, embeddings, views);
    return Scalars.over(main(step, 0, false).add(main(step, 1, false)), 2);
  }

  @Override
  public NDArray loss(Views views) {
    return lossOf(embedBoth(views), views);
  }

  /** Returns the mean of both directions, main and regularising term. */
  NDArray loss(Continuation.Step step) {
    NDArray main = main(step, 0, method.sides().main()).add(main(step, 1, method.sides().main()));
    NDArray regular = regularising(step, 0).add(regularising(step, 1));
    return Scalars.over(main.add(Scalars.times(regular, method.weight())), 2);
  }

  /** Returns what a view's queries pay for not finding their keys; keeps the keys. */
  private NDArray main(Continuation.Step step, int view, boolean both) {
    int other = 1 - view;
    NDArray key = moCo.teacher().teach(step.views().view(other)); // [N, D]
    keys.get(other).hold(Rows.unit(key));
    NDArray query = step.view(step.now(), view);
    NDArray negatives = both ? rows(other) : keys.get(other).rows();
    return PseudoNegatives.queued(query, key, negatives, method.temperature());
  }

  /** Returns what a view's predictions pay for not finding its past; keeps the past. */
  private NDArray regularising(Continuation.Step step, int view) {
    NDArray then = step.view(step.past(), view); // [N, D]
    pasts.get(view).hold(Rows.unit(then));
    NDArray predicted = step.view(step.predicted(), view);
    int other = 1 - view;
    NDArray negatives = method.sides().regularisation() ? rows(other) : pasts.get(other).rows();
    return PseudoNegatives.queued(predicted, then, negatives, method.temperature());
  }

  /** Returns what both models' queues hold of a view, [2K, D]. */
  private NDArray rows(int view) {
    return NDArrays.concat(new NDList(keys.get(view).rows(), pasts.get(view).rows()));
  }

  @Override
  public void after(Moment moment) {
    moCo.after(moment);
    keys.forEach(Bank::push);
    pasts.forEach(Bank::push);
  }

  @Override
  public void save(State state) {
    moCo.save(state);
    for (int view = 0; view < 2; view++) {
      keys.get(view).save(state.part("keys" + view));
      pasts.get(view).save(state.part("pasts" + view));
    }
  }

  @Override
  public void load(State state) {
    moCo.load(state);
    for (int view = 0; view < 2; view++) {
      keys.get(view).load(state.part("keys" + view));
      pasts.get(view).load(state.part("pasts" + view));
    }
  }

  @Override
  public void close() {
    keys.forEach(Bank::close);
    pasts.forEach(Bank::close);
    moCo.close();
  }
}
