package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import alike.loss.Learned;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Arrays that are learned and belong to no layer: the parameters of a loss, in its order. */
final class FreeArrays extends AbstractBlock {

  FreeArrays(List<Learned> arrays, RandomGenerator random) {
    for (var learned : arrays) {
      var parameter =
          Parameter.builder()
              .setName(learned.role().name().toLowerCase(Locale.ROOT))
              .setType(Parameter.Type.BIAS) // is not decayed
              .optShape(learned.shape())
              .optInitializer(new Start(learned, random))
              .build();
      var unused = addParameter(parameter);
    }
  }

  /** Draws the first values. */
  private record Start(Learned learned, RandomGenerator random) implements Initializer {

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
      var values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        double noise = learned.random() ? random.nextGaussian() : 1;
        values[i] = (float) (learned.start() * noise);
      }
      return manager.create(values, shape);
    }
  }

  /** Returns the arrays themselves, whatever the input. */
  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    var arrays = new NDList();
    getDirectParameters().values().forEach(parameter -> arrays.add(parameter.getArray()));
    return arrays;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return getDirectParameters().values().stream().map(Parameter::getShape).toArray(Shape[]::new);
  }
}
