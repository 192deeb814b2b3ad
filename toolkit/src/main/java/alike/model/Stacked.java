package alike.model;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.util.random.RandomGenerator;

/** One architecture on the outputs of another. */
record Stacked(Architecture lower, Architecture upper) implements Architecture {

  @Override
  public Block create() {
    return new SequentialBlock().add(lower.create()).add(upper.create());
  }

  /** Lets each of both prepare its own block. */
  @Override
  public void prepare(Block block, RandomGenerator random) {
    lower.prepare(block.getChildren().valueAt(0), random);
    upper.prepare(block.getChildren().valueAt(1), random);
  }

  @Override
  public String toString() {
    return "%s.then(%s)".formatted(lower, upper);
  }
}
