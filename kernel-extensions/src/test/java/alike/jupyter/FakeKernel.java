package alike.jupyter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/** A kernel that notes what it is asked to evaluate. */
final class FakeKernel extends BaseKernel {

  final List<String> evaluated = new ArrayList<>();
  boolean refuses;

  FakeKernel() {
    super(
        "fake",
        "1",
        new LanguageInfo.Builder("java").build(),
        List.of(),
        null,
        new JupyterIO(StandardCharsets.UTF_8),
        new CommManager(),
        new Renderer(),
        new MagicsResolver("", "", null),
        new MagicsRegistry(),
        true,
        new StringStyler("", "", "", style -> ""));
  }

  @Override
  @SuppressWarnings("removal") // what the extension calls, since both versions have it
  public Object evalRaw(String code) {
    return doEval(code);
  }

  @Override
  protected Object doEval(String code) {
    if (refuses) {
      throw new NoClassDefFoundError("jshell");
    }
    evaluated.add(code);
    return "";
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String isComplete(String code) {
    throw new UnsupportedOperationException();
  }
}
