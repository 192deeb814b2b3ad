package alike.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a network is made of: a tree of blocks with the shapes that they put out and the numbers
 * that they hold. Prints as one.
 *
 * @param name of the block in its parent, empty if it has none beside its kind
 * @param kind of the block, for example Conv2d
 * @param output what it puts out for one image, [1, …]
 * @param learned numbers that training changes, in the block and all below
 * @param fixed numbers that training does not change by gradients: running statistics
 * @param parts the blocks inside
 */
public record Summary(
    String name, String kind, Shape output, long learned, long fixed, List<Summary> parts) {

  /** Copies the parts. */
  public Summary {
    parts = List.copyOf(parts);
  }

  /** Reads a block that has its values. */
  static Summary of(String name, Block block, Shape output) {
    var parts = new ArrayList<Summary>();
    for (var child : block.getChildren()) {
      var inputs = child.getValue().getInputShapes();
      var shape = child.getValue().getOutputShapes(inputs)[0];
      var named = child.getKey().replaceFirst("^\\d+", "");
      boolean telling = !named.equals(child.getValue().getClass().getSimpleName());
      parts.add(of(telling ? named : "", child.getValue(), shape));
    }
    return new Summary(
        name, kind(block), output, count(block, true), count(block, false), List.copyOf(parts));
  }

  private static String kind(Block block) {
    return block instanceof LambdaBlock lambda ? lambda.getName() : block.getClass().getSimpleName();
  }

  private static long count(Block block, boolean learned) {
    return block.getParameters().values().stream()
        .filter(parameter -> parameter.requiresGradient() == learned)
        .map(Parameter::getShape)
        .mapToLong(Shape::size)
        .sum();
  }

  /** Returns the same without blocks deeper than a depth; 0 leaves the root alone. */
  public Summary upTo(int depth) {
    var kept =
        depth == 0
            ? List.<Summary>of()
            : parts.stream().map(part -> part.upTo(depth - 1)).toList();
    return new Summary(name, kind, output, learned, fixed, kept);
  }

  /** Returns the tree as text, a line a block. */
  @Override
  public String toString() {
    var lines = new ArrayList<String[]>();
    collect("", "", lines);
    int wide = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
    int shape = lines.stream().mapToInt(line -> line[1].length()).max().orElse(0);
    var text = new StringBuilder();
    for (var line : lines) {
      text.append(
          String.format(
              Locale.ROOT, "%-" + wide + "s  %-" + shape + "s  %s%n", line[0], line[1], line[2]));
    }
    return text.append(String.format(Locale.ROOT, "%,d learned, %,d fixed", learned, fixed))
        .toString();
  }

  private void collect(String first, String further, List<String[]> lines) {
    var title = name.isEmpty() ? kind : "%s: %s".formatted(name, kind);
    lines.add(
        new String[] {
          first + title,
          output.toString(),
          learned + fixed == 0 ? "" : String.format(Locale.ROOT, "%,d", learned)
        });
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      parts
          .get(i)
          .collect(further + (last ? "└─ " : "├─ "), further + (last ? "   " : "│  "), lines);
    }
  }
}
