package alike.kernel;

import java.util.List;

/**
 * What went wrong in a cell, as its notebook is told.
 *
 * @param name the class of the exception
 * @param message what it says, in one or more lines
 * @param traceback the lines to show, with colours
 */
record Fault(String name, String message, List<String> traceback) {
  Fault {
    traceback = List.copyOf(traceback);
  }
}
