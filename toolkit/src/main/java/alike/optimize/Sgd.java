package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import alike.check.Require;
import alike.engine.Backend;
import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch has it: {@code d = g + λw}, {@code v ← μv +
 * d}, {@code w ← w − ηv}, or {@code w ← w − η(d + μv)} after Nesterov.
 *
 * @param rate η, above 0
 * @param momentum μ, [0, 1); default 0.9
 * @param decay λ, 0 or more; default 5e-4
 * @param nesterov whether to look ahead; default false
 * @param decays which parameters are decayed; default weights alone
 * @param schedule what η is multiplied by
 */
public record Sgd(
    double rate, double momentum, double decay, boolean nesterov, Decayed decays, Schedule schedule)
    implements Optimizer {

  /** Checks the settings. */
  public Sgd {
    Require.positive("rate", rate);
    Require.within("momentum", 0, Math.nextDown(1.0), momentum);
    Require.notNegative("decay", decay);
  }

  /** Returns SGD at a learning rate, constant, with the defaults. */
  public static Sgd rate(double value) {
    return new Sgd(value, 0.9, 5e-4, false, Decayed.WEIGHTS, Schedule.constant());
  }

  @Override
  public Sgd schedule(Schedule value) {
    return new Sgd(rate, momentum, decay, nesterov, decays, value);
  }

  /** Returns a copy with a momentum. */
  public Sgd momentum(double value) {
    return new Sgd(rate, value, decay, nesterov, decays, schedule);
  }

  /** Returns a copy with a weight decay. */
  public Sgd decay(double value) {
    return new Sgd(rate, momentum, value, nesterov, decays, schedule);
  }

  /** Returns a copy that looks ahead. */
  public Sgd withNesterov() {
    return new Sgd(rate, momentum, decay, true, decays, schedule);
  }

  /** Returns a copy that decays biases and normalisations as well, as MoCo and SimSiam do. */
  public Sgd decayingAll() {
    return new Sgd(rate, momentum, decay, nesterov, Decayed.ALL, schedule);
  }

  @Override
  public Updates start(Backend backend, List<Parameter> parameters) {
    return new Slots(backend, parameters, List.of("velocity"), this::apply);
  }

  private void apply(
      Parameter parameter,
      NDArray weight,
      NDArray gradient,
      List<NDArray> state,
      double eta,
      long step) {
    var velocity = state.get(0);
    NDArray direction =
        decay > 0 && decays.has(parameter) ? weight.mul(decay).addi(gradient) : gradient;
    var unused = velocity.muli(momentum).addi(direction);
    NDArray along = nesterov ? velocity.mul(momentum).addi(direction) : velocity;
    unused = weight.subi(along.mul(eta));
  }

  @Override
  public String toString() {
    return "Sgd.rate(%s).momentum(%s).decay(%s)%s%s%s"
        .formatted(
            rate,
            momentum,
            decay,
            nesterov ? ".withNesterov()" : "",
            decays == Decayed.ALL ? ".decayingAll()" : "",
            schedule == Schedule.Constant.ONE ? "" : ".schedule(" + schedule + ")");
  }
}
