package alike.kernel;

import java.util.List;

/** Typical cells, so that the class-data archive holds what a notebook loads. */
final class Warmup {

  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "var warmText = \"a\" + 1; System.out.println(warmText);",
          "record Warm(int a, String b) {}",
          "new Warm(1, \"b\")",
          "int warmTwice(int x) { return 2 * x; }",
          "java.util.stream.IntStream.range(0, 9).map(x -> warmTwice(x)).sum()",
          "int warmBad = \"x\";",
          "throw new IllegalStateException(\"warm\");");

  private Warmup() {}

  static void run(AlikeKernel kernel) {
    for (var code : CELLS) {
      try {
        var value = kernel.evalBuilder(code).resolveMagics().eval();
        if (value != null) {
          kernel.getRenderer().render(value);
        }
      } catch (RuntimeException e) {
        // the last two cells are meant to fail
      }
    }
    kernel.complete("String.val", 10);
    kernel.isComplete("int x = 1");
  }
}
