package alike.jupyter;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Teaches a JJava kernel the toolkit: pictures of its values, its imports, its magics. Found by
 * {@link java.util.ServiceLoader}, by ours and by a stock kernel; installed once, however often it
 * is loaded; nothing that fails in it stops the kernel.
 */
public final class AlikeExtension implements Extension {

  /** For {@link java.util.ServiceLoader}. */
  public AlikeExtension() {}

  @Override
  public void install(BaseKernel kernel) {
    if (kernel.getMagicsRegistry().getLineMagicNames().contains(EngineMagic.NAME)) {
      return; // installed already, perhaps by another class loader
    }
    kernel.getMagicsRegistry().registerLineMagic(EngineMagic.NAME, new EngineMagic());
    attempt("pictures of values", () -> Views.register(kernel.getRenderer()));
    attempt("imports", () -> Imports.into(kernel));
  }

  @SuppressWarnings("CatchingUnchecked") // an Error here would end the kernel before it answers
  private static void attempt(String what, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException | Error e) {
      System.err.println("Alike: no " + what + " in this kernel: " + e);
    }
  }
}
