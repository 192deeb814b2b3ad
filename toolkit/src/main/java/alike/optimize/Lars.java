package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import alike.check.Require;
import alike.engine.Backend;
import alike.engine.Norms;
import java.util.List;

/**
 * Momentum with a learning rate of its own for every layer, in proportion to the length of its
 * weights over that of their gradient: for batches of thousands of images. {@link Form} says how;
 * in all forms {@code d = g + λw} and a ratio ρ that is 1 where a length is 0.
 *
 * <p>Biases and normalisations are neither decayed nor scaled.
 *
 * @param rate η, above 0
 * @param momentum μ, [0, 1); default 0.9
 * @param decay λ, 0 or more; default 1e-6
 * @param trust c, the trust coefficient, above 0; default 1e-3
 * @param form which of the published rules
 * @param scales which parameters are decayed and scaled; default weights alone
 * @param schedule what η is multiplied by
 * @see <a href="https://arxiv.org/abs/1708.03888">You et al. 2017, algorithm 1</a>
 */
public record Lars(
    double rate,
    double momentum,
    double decay,
    double trust,
    Form form,
    Decayed scales,
    Schedule schedule)
    implements Optimizer {

  private static final double EPSILON = 1e-8;

  /** The rules that go by the name of LARS; they differ as soon as the learning rate changes. */
  public enum Form {
    /**
     * {@code ρ = c‖w‖/‖d‖}, {@code v ← μv + ρd}, {@code w ← w − ηv}: Barlow Twins, VICReg, MoCo v3,
     * BYOL.
     */
    RATE_AFTER,
    /** {@code ρ = c‖w‖/‖d‖}, {@code v ← μv + ηρd}, {@code w ← w − v}: SimCLR's released code. */
    RATE_INSIDE,
    /**
     * {@code ρ = c‖w‖/(‖g‖ + λ‖w‖ + 1e-8)}, {@code v ← μv + ρd}, {@code w ← w − ηv}, and no decay
     * where a length is 0: LARC as SwAV uses it, and solo-learn.
     */
    APART,
    /** As {@link #APART} with {@code min(ρ/η, 1)} in place of ρ: LARC that only slows down. */
    APART_CLIPPED
  }

  /** Checks the settings. */
  public Lars {
    Require.positive("rate", rate);
    Require.within("momentum", 0, Math.nextDown(1.0), momentum);
    Require.notNegative("decay", decay);
    Require.positive("trust", trust);
  }

  /** Returns LARS at a learning rate, constant, with the defaults. */
  public static Lars rate(double value) {
    return new Lars(value, 0.9, 1e-6, 1e-3, Form.RATE_AFTER, Decayed.WEIGHTS, Schedule.constant());
  }

  @Override
  public Lars schedule(Schedule value) {
    return new Lars(rate, momentum, decay, trust, form, scales, value);
  }

  /** Returns a copy with a momentum. */
  public Lars momentum(double value) {
    return new Lars(rate, value, decay, trust, form, scales, schedule);
  }

  /** Returns a copy with a weight decay. */
  public Lars decay(double value) {
    return new Lars(rate, momentum, value, trust, form, scales, schedule);
  }

  /** Returns a copy with a trust coefficient. */
  public Lars trust(double value) {
    return new Lars(rate, momentum, decay, value, form, scales, schedule);
  }

  /** Returns a copy that follows another of the published rules. */
  public Lars form(Form value) {
    return new Lars(rate, momentum, decay, trust, value, scales, schedule);
  }

  /** Returns a copy that decays and scales biases and normalisations as well. */
  public Lars scalingAll() {
    return new Lars(rate, momentum, decay, trust, form, Decayed.ALL, schedule);
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
    NDArray direction = scales.has(parameter) ? scaled(weight, gradient, eta) : gradient;
    boolean inside = form == Form.RATE_INSIDE;
    var unused = velocity.muli(momentum).addi(inside ? direction.mul(eta) : direction);
    unused = weight.subi(inside ? velocity : velocity.mul(eta));
  }

  /** Returns ρd. The ratio stays on the device: nothing waits for it. */
  private NDArray scaled(NDArray weight, NDArray gradient, double eta) {
    NDArray length = Norms.squares(weight).sqrt(); // a scalar, as all but the directions
    return form == Form.APART || form == Form.APART_CLIPPED
        ? scaledApart(weight, length, gradient, eta)
        : scaledTogether(weight, length, gradient);
  }

  private NDArray scaledTogether(NDArray weight, NDArray length, NDArray gradient) {
    NDArray decayed = weight.mul(decay).addi(gradient); // d
    NDArray other = Norms.squares(decayed).sqrt();
    NDArray some = positive(length).mul(positive(other));
    NDArray none = some.neg().add(1);
    NDArray ratio = length.mul(trust).div(other.add(none));
    return decayed.muli(ratio.mul(some).add(none));
  }

  private NDArray scaledApart(NDArray weight, NDArray length, NDArray gradient, double eta) {
    NDArray other = Norms.squares(gradient).sqrt();
    NDArray some = positive(length).mul(positive(other));
    NDArray none = some.neg().add(1);
    NDArray decayed = weight.mul(some.mul(decay)).addi(gradient); // d, or g where a length is 0
    NDArray ratio = length.mul(trust).div(length.mul(decay).add(other).add(EPSILON));
    NDArray bounded = form == Form.APART_CLIPPED ? ratio.div(eta).minimum(1) : ratio;
    return decayed.muli(bounded.mul(some).add(none));
  }

  /** Returns 1 where a number is above 0, else 0. */
  private static NDArray positive(NDArray a) {
    return a.gt(0).toType(a.getDataType(), false);
  }

  @Override
  public String toString() {
    var code = new StringBuilder("Lars.rate(" + rate + ")");
    code.append(momentum == 0.9 ? "" : ".momentum(" + momentum + ")");
    code.append(decay == 1e-6 ? "" : ".decay(" + decay + ")");
    code.append(trust == 1e-3 ? "" : ".trust(" + trust + ")");
    code.append(form == Form.RATE_AFTER ? "" : ".form(Lars.Form." + form + ")");
    code.append(scales == Decayed.WEIGHTS ? "" : ".scalingAll()");
    return schedule == Schedule.Constant.ONE
        ? code.toString()
        : code.append(".schedule(" + schedule + ")").toString();
  }
}
