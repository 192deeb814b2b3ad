package alike.jupyter;

import alike.engine.Engines;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;

/** {@code %engine} tells engine, device and threads; {@code %engine PyTorch} chooses first. */
final class EngineMagic implements LineMagic<String, BaseKernel> {

  static final String NAME = "engine";

  @Override
  public String eval(BaseKernel kernel, List<String> arguments) {
    if (arguments.size() > 1) {
      throw new IllegalArgumentException(
          "%%engine takes one of %s, or nothing to show the engine in use, got %s."
              .formatted(String.join(", ", Engines.NAMES), String.join(" ", arguments)));
    }
    arguments.forEach(Engines::use);
    return Engines.describe();
  }
}
