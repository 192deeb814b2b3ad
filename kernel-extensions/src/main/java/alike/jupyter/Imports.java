package alike.jupyter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What cells may name without importing it. */
final class Imports {

  private static final List<String> ROOMS =
      List.of(
          "data",
          "augment",
          "loss",
          "model",
          "optimize",
          "method",
          "train",
          "evaluate",
          "report",
          "engine",
          "show");

  private Imports() {}

  @SuppressWarnings("removal") // its successor is absent in JJava 1.0-a6
  static void into(BaseKernel kernel) {
    var unused = kernel.evalRaw(of(Imports.class.getClassLoader()));
  }

  /** Returns import declarations for those packages that the loader has. */
  static String of(ClassLoader loader) {
    Map<String, String> witnesses = new LinkedHashMap<>();
    for (var room : ROOMS) {
      witnesses.put("alike." + room + ".*", "alike/" + room + "/package-info.class");
    }
    witnesses.put("ai.djl.ndarray.*", "ai/djl/ndarray/NDArray.class");
    witnesses.put("tech.tablesaw.api.*", "tech/tablesaw/api/Table.class");
    return witnesses.entrySet().stream()
        .filter(entry -> loader.getResource(entry.getValue()) != null)
        .map(entry -> "import " + entry.getKey() + ";")
        .collect(Collectors.joining("\n", "", "\nimport java.nio.file.Path;"));
  }
}
