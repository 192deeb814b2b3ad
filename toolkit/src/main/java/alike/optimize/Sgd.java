package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import alike.check.Require;
import alike.engine.Backend;
import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch has it: {@code d = g + λw}, {@code v ← μv +
 * d}, {@code w ← w − ηv}, or {@code w ← w − η(d + μv)} after Nesterov. Biases and normalisations
 * are not decayed.
 *
 * @param rate η, above 0
 * @param momentum μ, [0, 1); default 0.9
 * @param decay λ, 0 or more; default 5e-4
 * @param nesterov whether to look ahead; default false
 * @param schedule what η is multiplied by
 */
public record Sgd(double rate, double momentum, double decay, boolean nesterov, Schedule schedule)
    implements Optimizer {

  /** Checks the settings. */
  public Sgd {
    Require.positive("rate", rate);
    Require.within("momentum", 0, Math.nextDown(1.0), momentum);
    Require.notNegative("decay", decay);
  }

  /** Returns SGD at a learning rate, constant, with the defaults. */
  public static Sgd rate(double value) {
    return new Sgd(value, 0.9, 5e-4, false, Schedule.constant());
  }

  /** Returns a copy with a schedule. */
  public Sgd schedule(Schedule value) {
    return new Sgd(rate, momentum, decay, nesterov, value);
  }

  /** Returns a copy with a momentum. */
  public Sgd momentum(double value) {
    return new Sgd(rate, value, decay, nesterov, schedule);
  }

  /** Returns a copy with a weight decay. */
  public Sgd decay(double value) {
    return new Sgd(rate, momentum, value, nesterov, schedule);
  }

  /** Returns a copy that looks ahead. */
  public Sgd withNesterov() {
    return new Sgd(rate, momentum, decay, true, schedule);
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
        decay > 0 && Slots.decays(parameter) ? weight.mul(decay).addi(gradient) : gradient;
    var unused = velocity.muli(momentum).addi(direction);
    NDArray along = nesterov ? velocity.mul(momentum).addi(direction) : velocity;
    unused = weight.subi(along.mul(eta));
  }

  @Override
  public String toString() {
    return "Sgd.rate(%s).momentum(%s).decay(%s)%s%s"
        .formatted(
            rate,
            momentum,
            decay,
            nesterov ? ".withNesterov()" : "",
            schedule == Schedule.Constant.ONE ? "" : ".schedule(" + schedule + ")");
  }
}
