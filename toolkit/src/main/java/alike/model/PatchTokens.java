package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images [N, C, H, W] as tokens [N, T, width] that know where they stand. */
final class PatchTokens extends AbstractBlock {

  private final Vit vit;
  private final Block embedding;
  private final Parameter positions; // [1, T, width]
  private final Optional<Parameter> whole; // [1, 1, width], the class token

  PatchTokens(Vit vit) {
    this.vit = vit;
    var patch = new Shape(vit.patch(), vit.patch());
    embedding =
        addChildBlock(
            "patches",
            Conv2d.builder()
                .setKernelShape(patch)
                .optStride(patch)
                .setFilters(vit.width())
                .optBias(true)
                .build());
    boolean fixed = vit.positions() == Vit.Positions.SINES;
    var place = Parameter.builder().setName("positions").setType(Parameter.Type.OTHER);
    positions = addParameter(place.optRequiresGrad(!fixed).build());
    whole =
        vit.pooling() == Vit.Pooling.CLASS_TOKEN
            ? Optional.of(
                addParameter(
                    Parameter.builder()
                        .setName("whole")
                        .setType(Parameter.Type.OTHER)
                        .optShape(new Shape(1, 1, vit.width()))
                        .build()))
            : Optional.empty();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    NDArray maps = embedding.forward(store, inputs, training).singletonOrThrow(); // [N, W, h, w]
    long images = maps.getShape().get(0);
    NDArray patches = maps.reshape(images, vit.width(), -1).transpose(0, 2, 1); // [N, P, W]
    var device = maps.getDevice();
    NDArray tokens =
        whole
            .map(token -> store.getValue(token, device, training))
            .map(token -> maps.getManager().zeros(new Shape(images, 1, vit.width())).add(token))
            .map(token -> NDArrays.concat(new NDList(token, patches), 1))
            .orElse(patches);
    return new NDList(tokens.add(store.getValue(positions, device, training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    var image = inputs[0];
    if (image.get(2) % vit.patch() != 0 || image.get(3) % vit.patch() != 0) {
      throw new IllegalArgumentException(
          "images of %d × %d are no whole number of patches of %d. Take withPatch(…) of a divisor, or another image size"
              .formatted(image.get(2), image.get(3), vit.patch()));
    }
    long patches = image.get(2) / vit.patch() * (image.get(3) / vit.patch());
    return new Shape[] {
      new Shape(image.get(0), patches + (whole.isPresent() ? 1 : 0), vit.width())
    };
  }

  @Override
  protected void prepare(Shape[] inputs) {
    long tokens = getOutputShapes(inputs)[0].get(1);
    positions.setShape(new Shape(1, tokens, vit.width()));
    if (vit.positions() == Vit.Positions.SINES) {
      positions.setInitializer(new Sines((int) (inputs[0].get(3) / vit.patch()), whole.isPresent() ? 1 : 0));
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    embedding.initialize(manager, type, inputs);
  }

  /**
   * Sines and cosines of column and row, a quarter of the width each, at wavelengths from 2π to
   * 10000 · 2π; zeros for the class token.
   */
  private record Sines(int columns, int whole) implements Initializer {

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
      int tokens = (int) shape.get(1);
      int width = (int) shape.get(2);
      int quarter = width / 4;
      var values = new float[tokens * width];
      for (int place = 0; place < tokens - whole; place++) {
        int at = (place + whole) * width;
        for (int k = 0; k < quarter; k++) {
          double pace = Math.pow(10_000, -(double) k / quarter);
          double column = place % columns * pace;
          double row = Math.floorDiv(place, columns) * pace;
          values[at + k] = (float) Math.sin(column);
          values[at + quarter + k] = (float) Math.cos(column);
          values[at + 2 * quarter + k] = (float) Math.sin(row);
          values[at + 3 * quarter + k] = (float) Math.cos(row);
        }
      }
      return manager.create(values, shape);
    }
  }
}
