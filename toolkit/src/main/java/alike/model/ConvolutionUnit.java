package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import alike.engine.ConvolutionUnits;
import alike.engine.Engines;
import org.jspecify.annotations.Nullable;

/**
 * A convolution without bias, batch normalisation and perhaps ReLU, in one call if there is one.
 */
final class ConvolutionUnit extends AbstractBlock {

  private final Block convolution;
  private final Block norm;
  private final ConvolutionUnits.Convolution settings;

  ConvolutionUnit(int filters, int kernel, int stride, boolean relu) {
    convolution = addChildBlock("convolution", Layers.convolution(filters, kernel, stride));
    norm = addChildBlock("norm", Layers.norm());
    settings = new ConvolutionUnits.Convolution(stride, kernel / 2, relu);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> parameters) {
    NDArray images = inputs.singletonOrThrow();
    var units = Engines.of(images).units();
    return new NDList(
        units.isPresent()
            ? units.get().unit(images, weights(), settings, training)
            : layers(store, inputs, training));
  }

  private ConvolutionUnits.Weights weights() {
    return new ConvolutionUnits.Weights(
        array(convolution, "weight"),
        array(norm, "gamma"),
        array(norm, "beta"),
        array(norm, "runningMean"),
        array(norm, "runningVar"));
  }

  private static NDArray array(Block block, String name) {
    return block.getDirectParameters().get(name).getArray();
  }

  /** Computes layer by layer; the graph keeps what it needs of the arrays that are closed. */
  private NDArray layers(ParameterStore store, NDList inputs, boolean training) {
    var maps = convolution.forward(store, inputs, training);
    NDArray normal = norm.forward(store, maps, training).singletonOrThrow();
    maps.close();
    if (!settings.relu()) {
      return normal;
    }
    NDArray result = Activation.relu(normal);
    normal.close();
    return result;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return norm.getOutputShapes(convolution.getOutputShapes(inputs));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    convolution.initialize(manager, type, inputs);
    norm.initialize(manager, type, convolution.getOutputShapes(inputs));
  }
}
