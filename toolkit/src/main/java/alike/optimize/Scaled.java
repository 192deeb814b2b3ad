package alike.optimize;

import ai.djl.nn.Parameter;
import alike.engine.Backend;
import java.util.List;

/** An optimiser whose learning rate is that of a batch of 256 and grows with the batch. */
record Scaled(Optimizer optimizer) implements Optimizer {

  private static final double BATCH = 256;

  @Override
  public double rate() {
    return optimizer.rate();
  }

  @Override
  public double rateFor(int batch) {
    return optimizer.rateFor(batch) * batch / BATCH;
  }

  @Override
  public Schedule schedule() {
    return optimizer.schedule();
  }

  @Override
  public Optimizer schedule(Schedule value) {
    return new Scaled(optimizer.schedule(value));
  }

  @Override
  public Optimizer scaledByBatch() {
    return this;
  }

  @Override
  public Updates start(Backend backend, List<Parameter> parameters) {
    return optimizer.start(backend, parameters);
  }

  @Override
  public String toString() {
    return optimizer + ".scaledByBatch()";
  }
}
