package alike.loss;

import ai.djl.ndarray.types.Shape;

/** Which shapes fit which role. */
final class Roles {

  private Roles() {}

  static void check(Batch batch, Role role, Shape shape) {
    if (!fits(batch, role, shape)) {
      throw new IllegalArgumentException(
          "%s %s do not fit %s: they must be %s.".formatted(role, shape, batch, role.shape()));
    }
  }

  private static boolean fits(Batch batch, Role role, Shape shape) {
    int axes = shape.dimension();
    return switch (role) {
      case TARGETS -> axes == 3 && shape.get(1) == batch.images() && shape.get(2) == batch.width();
      case BANK, PROXIES, PROTOTYPES ->
          axes == 2 && shape.get(0) > 0 && shape.get(1) == batch.width();
      case CONCENTRATIONS -> axes == 1;
      case CENTER -> axes == 1 && shape.get(0) == batch.width();
      case WEIGHTS -> axes == 1 && shape.get(0) == batch.images();
      case LOGITS, PROBABILITIES -> axes == 2 && shape.get(0) == batch.images();
      case BANK_PROBABILITIES -> axes == 2;
      case LOG_SCALE, BIAS, BOUNDARY -> shape.size() == 1;
    };
  }
}
