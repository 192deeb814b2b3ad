package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * What DJL's interface to PyTorch cannot say, said in TorchScript: channels-last images, casts that
 * gradients pass, operations in place inside a graph.
 */
final class TorchUnits implements ConvolutionUnits {

  private static final long BFLOAT16 = 15; // PyTorch's numbers of types
  private static final long FLOAT32 = 6;

  private static final String METHODS =
      """
        def grey(self, x: Tensor, dtype: int) -> Tensor:
          y = torch.reshape(x, [torch.size(x, 0), torch.size(x, 2), torch.size(x, 3), 1])
          return torch.to(torch.permute(y, [0, 3, 1, 2]), dtype)
        def colour(self, x: Tensor, dtype: int) -> Tensor:
          return torch.contiguous(torch.to(x, dtype), memory_format=2)
        def cast(self, x: Tensor, dtype: int) -> Tensor:
          return torch.to(x, dtype)
        def unit(self, x: Tensor, w: Tensor, g: Tensor, b: Tensor, m: Tensor, v: Tensor, stride: int, pad: int, training: bool) -> Tensor:
          c = torch.conv2d(x, torch.type_as(w, x), None, [stride, stride], [pad, pad], [1, 1], 1)
          return torch.batch_norm(c, g, b, m, v, training, 0.1, 1.0000000000000001e-05, False)
        def rectified(self, x: Tensor, w: Tensor, g: Tensor, b: Tensor, m: Tensor, v: Tensor, stride: int, pad: int, training: bool) -> Tensor:
          c = torch.conv2d(x, torch.type_as(w, x), None, [stride, stride], [pad, pad], [1, 1], 1)
          return torch.relu_(torch.batch_norm(c, g, b, m, v, training, 0.1, 1.0000000000000001e-05, False))
        def join(self, a: Tensor, b: Tensor) -> Tensor:
          return torch.relu_(torch.add(a, b, alpha=1))
      """;

  private final TorchModule module;

  TorchUnits(NDManager manager) {
    this.module = new TorchModule(manager, METHODS);
  }

  /** Returns images with their channels last in memory, [N, C, H, W] as before. */
  NDArray images(NDArray images, Precision precision) {
    String method = images.getShape().get(1) == 1 ? "grey" : "colour";
    return call(images, method, images, precision == Precision.BFLOAT16 ? BFLOAT16 : FLOAT32);
  }

  /** Returns the same numbers in 32 bits. */
  NDArray numbers(NDArray array) {
    return call(array, "cast", array, FLOAT32);
  }

  @Override
  public NDArray unit(NDArray images, Weights weights, Convolution convolution, boolean training) {
    return call(
        images,
        convolution.relu() ? "rectified" : "unit",
        images,
        weights.kernel(),
        weights.gamma(),
        weights.beta(),
        weights.mean(),
        weights.variance(),
        (long) convolution.stride(),
        (long) convolution.padding(),
        training);
  }

  @Override
  public NDArray join(NDArray a, NDArray b) {
    return call(a, "join", a, b);
  }

  private NDArray call(NDArray owner, String method, Object... arguments) {
    return module.call(owner.getManager(), method, JniUtils.isGradMode(), arguments);
  }
}
