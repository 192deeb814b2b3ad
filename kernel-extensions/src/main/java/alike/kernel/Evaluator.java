package alike.kernel;

import jdk.jshell.JShell;
import org.dflib.jjava.kernel.execution.CodeEvaluator;

/**
 * JJava's evaluator, but a cell that was to be stopped does not go on with its next statement: a
 * training that ended early would otherwise be followed by whatever stands below it.
 */
final class Evaluator extends CodeEvaluator {

  private final Stopper stopper;

  Evaluator(String name) {
    super(name, -1, java.util.concurrent.TimeUnit.MILLISECONDS); // Timeout replaces JJava's
    stopper = new Stopper(System.err::println, super::interrupt);
  }

  Stopper stopper() {
    return stopper;
  }

  @Override
  protected Object evalSingle(JShell shell, String code) {
    if (stopper.requested() && !code.isBlank()) {
      throw new Interrupted(
          "The cell was interrupted before: " + code.strip().lines().findFirst().orElse(""));
    }
    return super.evalSingle(shell, code);
  }

  @Override
  public void interrupt() {
    stopper.stop();
  }

  /** A cell that was stopped between two statements. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interrupted(String message) {
      super(message);
    }
  }
}
