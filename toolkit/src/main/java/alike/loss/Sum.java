package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several losses added up. */
record Sum(List<Loss> losses) implements Loss {

  Sum {
    losses = List.copyOf(losses);
    if (losses.isEmpty()) {
      throw new IllegalArgumentException("A sum needs one loss or more, got none.");
    }
  }

  @Override
  public NDArray of(Batch batch) {
    return losses.stream().map(loss -> loss.of(batch)).reduce(NDArray::add).orElseThrow();
  }

  @Override
  public List<Learned> learned(int width) {
    return losses.stream().flatMap(loss -> loss.learned(width).stream()).distinct().toList();
  }

  @Override
  public Loss plus(Loss other) {
    return new Sum(Stream.concat(losses.stream(), Stream.of(other)).toList());
  }

  @Override
  public String toString() {
    return losses.get(0)
        + losses.stream()
            .skip(1)
            .map(loss -> ".plus(%s)".formatted(loss))
            .collect(Collectors.joining());
  }
}
