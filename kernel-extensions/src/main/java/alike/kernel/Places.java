package alike.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Snippet;

/** Where in the notebook each snippet stands. */
final class Places {
  private final Map<String, Place> places = new HashMap<>();
  private int cell;
  private int base;
  private int offset;

  /**
   * @param cell the number of the cell, 0 for start-up code
   * @param offset how many lines of the cell stand before the snippet
   * @param source the code of the snippet
   */
  record Place(int cell, int offset, String source) {

    /** Names a line of the snippet, 1 being its first, as the reader of the notebook counts. */
    String line(int line) {
      return (cell == 0 ? "start-up code" : "cell " + cell) + ", line " + (offset + line);
    }

    /** Returns the code of a line of the snippet, or nothing if it has no such line. */
    String code(int line) {
      return source.lines().skip(Math.max(0, line - 1)).findFirst().orElse("").strip();
    }
  }

  /** Says that code of this cell is evaluated from now on. */
  synchronized void enter(int cell, String code) {
    this.cell = cell;
    this.base = code.startsWith("%%") ? 1 : 0; // what a cell magic evaluates begins in line 2
    this.offset = 0;
  }

  /** Says what stands before the next snippet. */
  synchronized void at(String before) {
    offset = base + (int) before.chars().filter(c -> c == '\n').count();
  }

  /** How many lines stand before the snippet being evaluated. */
  synchronized int offset() {
    return offset;
  }

  synchronized void put(Snippet snippet, int offset) {
    places.putIfAbsent(snippet.id(), new Place(cell, offset, snippet.source()));
  }

  /** Returns where the snippet of this id stands. */
  synchronized Optional<Place> of(String id) {
    return Optional.ofNullable(places.get(id));
  }
}
