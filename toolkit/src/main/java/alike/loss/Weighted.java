package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Scalars;
import java.util.List;

/** A loss times a factor. */
record Weighted(Loss loss, double factor) implements Loss {

  @Override
  public NDArray of(Batch batch) {
    return Scalars.times(loss.of(batch), factor);
  }

  @Override
  public List<Learned> learned(int width) {
    return loss.learned(width);
  }

  @Override
  public String toString() {
    return "%s.weighted(%s)".formatted(loss, factor);
  }
}
