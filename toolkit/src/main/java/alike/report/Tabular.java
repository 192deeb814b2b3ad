package alike.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tech.tablesaw.api.Table;

/** What is told as a table: printed, shown in a notebook, exported to a paper. */
public interface Tabular {

  /** Returns the finished table. */
  Sheet sheet();

  /** Returns the figures as CSV, one line a figure of a seed. */
  String csv();

  /** Returns all figures and where they come from as JSON. */
  String json();

  /** Returns the table for Tablesaw, all cells as text. */
  default Table table() {
    return sheet().table();
  }

  /** Returns the table as GitHub's Markdown. */
  default String markdown() {
    return sheet().markdown();
  }

  /** Returns the table as LaTeX; needs the package {@code booktabs}. */
  default String latex() {
    return sheet().latex();
  }

  /**
   * Writes the table.
   *
   * @param file ends in .tex, .md, .csv or .json; missing folders are made
   * @return the file written
   */
  default Path save(Path file) {
    var name = String.valueOf(file.getFileName());
    String text =
        switch (name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT)) {
          case ".tex" -> latex();
          case ".md" -> markdown();
          case ".csv" -> csv();
          case ".json" -> json();
          default ->
              throw new IllegalArgumentException(
                  "A table is saved by the end of its name, .tex, .md, .csv or .json, got '%s'."
                      .formatted(name));
        };
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the table " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes the table as {@link #save(Path)} does. */
  default Path save(String file) {
    return save(Path.of(file));
  }
}
