package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Scalars;
import java.util.List;

/** The mean of a loss over both orders of the views. */
record Symmetric(Loss loss) implements Loss {

  @Override
  public NDArray of(Batch batch) {
    return Scalars.over(loss.of(batch).add(loss.of(batch.reversed())), 2);
  }

  @Override
  public List<Learned> learned(int width) {
    return loss.learned(width);
  }

  @Override
  public String toString() {
    return "%s.symmetric()".formatted(loss);
  }
}
