package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import alike.check.Require;
import alike.engine.Backend;
import java.util.List;

/**
 * Adam with decoupled weight decay: {@code m ← β₁m + (1−β₁)g}, {@code v ← β₂v + (1−β₂)g²}, {@code w
 * ← w − η(λw + m̂/(√v̂ + ε))}, with m̂ and v̂ corrected for their start at 0. Biases and
 * normalisations are not decayed.
 *
 * @param rate η, above 0
 * @param decay λ, 0 or more; default 1e-4
 * @param beta1 β₁, [0, 1); default 0.9
 * @param beta2 β₂, [0, 1); default 0.999
 * @param schedule what η is multiplied by
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2017, algorithm 2</a>
 */
public record AdamW(double rate, double decay, double beta1, double beta2, Schedule schedule)
    implements Optimizer {

  private static final double EPSILON = 1e-8;

  /** Checks the settings. */
  public AdamW {
    Require.positive("rate", rate);
    Require.notNegative("decay", decay);
    Require.within("beta1", 0, Math.nextDown(1.0), beta1);
    Require.within("beta2", 0, Math.nextDown(1.0), beta2);
  }

  /** Returns AdamW at a learning rate, constant, with the defaults. */
  public static AdamW rate(double value) {
    return new AdamW(value, 1e-4, 0.9, 0.999, Schedule.constant());
  }

  @Override
  public AdamW schedule(Schedule value) {
    return new AdamW(rate, decay, beta1, beta2, value);
  }

  /** Returns a copy with a weight decay. */
  public AdamW decay(double value) {
    return new AdamW(rate, value, beta1, beta2, schedule);
  }

  /** Returns a copy with other averages. */
  public AdamW betas(double first, double second) {
    return new AdamW(rate, decay, first, second, schedule);
  }

  @Override
  public Updates start(Backend backend, List<Parameter> parameters) {
    return new Slots(backend, parameters, List.of("mean", "square"), this::apply);
  }

  private void apply(
      Parameter parameter,
      NDArray weight,
      NDArray gradient,
      List<NDArray> state,
      double eta,
      long step) {
    var mean = state.get(0);
    var square = state.get(1);
    var unused = mean.muli(beta1).addi(gradient.mul(1 - beta1));
    unused = square.muli(beta2).addi(gradient.square().mul(1 - beta2));
    double meanScale = eta / (1 - Math.pow(beta1, step));
    double squareScale = 1 / (1 - Math.pow(beta2, step));
    if (decay > 0 && Decayed.WEIGHTS.has(parameter)) {
      unused = weight.muli(1 - eta * decay);
    }
    unused = weight.subi(mean.mul(meanScale).divi(square.mul(squareScale).sqrt().addi(EPSILON)));
  }

  @Override
  public String toString() {
    var code = new StringBuilder("AdamW.rate(" + rate + ")");
    if (decay != 1e-4) {
      code.append(".decay(" + decay + ")");
    }
    if (beta1 != 0.9 || beta2 != 0.999) {
      code.append(".betas(" + beta1 + ", " + beta2 + ")");
    }
    return schedule == Schedule.Constant.ONE
        ? code.toString()
        : code.append(".schedule(" + schedule + ")").toString();
  }
}
