package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import alike.check.Require;
import alike.engine.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Cosines of vectors with learned directions: a linear layer of unit inputs whose weights are
 * normalised, DINO's last layer.
 *
 * <p>Shapes: vectors [N, D]; result [N, count], in [-1, 1].
 *
 * @param count directions, 1 or more
 * @see <a href="https://arxiv.org/abs/2104.14294">Caron et al. 2021, appendix C</a>
 */
public record Cosines(int count) implements Architecture {

  /** Checks the count. */
  public Cosines {
    Require.positive("directions", count);
  }

  /** Returns the cosines with this many directions. */
  public static Cosines count(int value) {
    return new Cosines(value);
  }

  @Override
  public Block create() {
    return new Layer(count);
  }

  @Override
  public String toString() {
    return "Cosines.count(%d)".formatted(count);
  }

  private static final class Layer extends AbstractBlock {

    private final int count;
    private final Parameter directions; // [count, D]

    Layer(int count) {
      this.count = count;
      directions =
          addParameter(
              Parameter.builder().setName("directions").setType(Parameter.Type.WEIGHT).build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store,
        NDList inputs,
        boolean training,
        @Nullable PairList<String, Object> parameters) {
      NDArray vectors = inputs.singletonOrThrow();
      NDArray own = store.getValue(directions, vectors.getDevice(), training);
      NDArray lent = vectors.getManager().zeros(new Shape(1)).add(own); // belongs to the step
      return new NDList(Rows.unit(vectors).matMul(Rows.unit(lent).transpose()));
    }

    @Override
    protected void prepare(Shape[] inputs) {
      directions.setShape(new Shape(count, inputs[0].get(1)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[0].get(0), count)};
    }
  }
}
