package alike.train;

import alike.check.Require;
import alike.show.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Runs side by side. Those whose settings differ by the seed alone are one line of the table and
 * one curve: mean ± standard deviation (with n − 1) over their seeds.
 *
 * @param groups the runs by what tells them apart
 */
public record Compare(Map<String, List<Run>> groups) {

  private static final Set<String> UNCOMPARED = Set.of("rate", "epoch", "seconds");

  /** Copies the groups, their order kept. */
  public Compare {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /** Compares runs, one or more. */
  public static Compare of(Run... runs) {
    return of(List.of(runs));
  }

  /** Compares runs, one or more. */
  public static Compare of(List<Run> runs) {
    Require.atLeast("runs to compare", 1, runs.size());
    var all = new LinkedHashMap<List<String>, List<Run>>();
    for (var run : runs) {
      all.computeIfAbsent(settings(run), key -> new ArrayList<>()).add(run);
    }
    var groups = new LinkedHashMap<String, List<Run>>();
    all.forEach((settings, group) -> groups.put(name(settings, all.keySet()), List.copyOf(group)));
    return new Compare(groups);
  }

  /** Returns a run's settings without the seed, call by call. */
  private static List<String> settings(Run run) {
    return run.recipe()
        .lines()
        .flatMap(line -> Stream.of(line.strip().split("(?=\\.epochs\\(|\\.batch\\()")))
        .map(call -> call.replaceAll("\\.seed\\(-?\\d+\\)", ""))
        .toList();
  }

  /** Returns the settings that not all have; of a single group, its method. */
  private static String name(List<String> settings, Set<List<String>> all) {
    var own = new LinkedHashSet<>(settings);
    own.removeIf(call -> all.stream().allMatch(other -> other.contains(call)));
    return all.size() == 1 ? settings.get(0) : String.join(" ", own);
  }

  /** Returns a row a group: how many runs, and of every figure the last value, mean ± deviation. */
  public Table table() {
    var names = StringColumn.create("settings", groups.keySet());
    var counts = IntColumn.create("runs");
    groups.values().forEach(group -> counts.append(group.size()));
    var table = Table.create("Runs compared", names, counts);
    for (var figure : figures()) {
      var column = StringColumn.create(figure);
      groups.values().forEach(group -> column.append(summary(lasts(group, figure))));
      table.addColumns(column);
    }
    return table;
  }

  private List<String> figures() {
    return groups.values().stream()
        .flatMap(List::stream)
        .flatMap(run -> run.series().names().stream())
        .distinct()
        .filter(name -> !UNCOMPARED.contains(name) && !CollapseAlarm.FIGURES.contains(name))
        .toList();
  }

  /** Returns each run's value after its last epoch; of the loss its mean over that epoch. */
  private static double[] lasts(List<Run> group, String figure) {
    return group.stream()
        .map(Run::metrics)
        .filter(table -> table.containsColumn(figure) && !table.isEmpty())
        .mapToDouble(table -> table.doubleColumn(figure).getDouble(table.rowCount() - 1))
        .filter(Double::isFinite)
        .toArray();
  }

  private static String summary(double[] values) {
    return switch (values.length) {
      case 0 -> "";
      case 1 -> String.format(Locale.ROOT, "%.4f", values[0]);
      default -> String.format(Locale.ROOT, "%.4f ± %.4f", mean(values), deviation(values));
    };
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /**
   * Draws figures over the epochs, one panel a figure: a curve a group, the mean of its runs, each
   * run faintly behind it.
   *
   * @param names figures that every group recorded; none stands for all such
   */
  public Figure chart(String... names) {
    var shown = names.length == 0 ? common() : List.of(names);
    var drawn = Figure.lines("Runs compared", "epoch", shown.get(0));
    for (int i = 0; i < shown.size(); i++) {
      drawn = draw(i == 0 ? drawn : drawn.panel(shown.get(i)), shown.get(i));
    }
    return drawn;
  }

  private List<String> common() {
    var common =
        figures().stream()
            .filter(name -> groups.values().stream().allMatch(group -> epochs(group, name) > 0))
            .toList();
    if (common.isEmpty()) {
      throw new IllegalStateException(
          "These runs have no figure of an epoch in common: there is nothing to draw.");
    }
    return common;
  }

  private static int epochs(List<Run> group, String figure) {
    return group.stream().mapToInt(run -> curve(run, figure).length).min().orElse(0);
  }

  private Figure draw(Figure figure, String name) {
    var drawn = figure;
    for (var group : groups.entrySet()) {
      int epochs = epochs(group.getValue(), name);
      if (epochs == 0) {
        throw new IllegalArgumentException(
            "%s recorded no \"%s\" after an epoch. There are: %s."
                .formatted(group.getKey(), name, figures()));
      }
      drawn = draw(drawn, group.getKey(), name, epochs);
    }
    return drawn;
  }

  private Figure draw(Figure figure, String group, String name, int epochs) {
    var curves =
        groups.getOrDefault(group, List.of()).stream().map(run -> curve(run, name)).toList();
    var x = new double[epochs];
    var mean = new double[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      int at = epoch;
      x[epoch] = epoch + 1.0;
      mean[epoch] = mean(curves.stream().mapToDouble(curve -> curve[at]).toArray());
    }
    var drawn = figure;
    for (int i = 0; curves.size() > 1 && i < curves.size(); i++) {
      double[] own = Arrays.copyOf(curves.get(i), epochs);
      drawn = drawn.faint("%s, run %d".formatted(group, i + 1), x, own);
    }
    return drawn.line(group, x, mean);
  }

  private static double[] curve(Run run, String figure) {
    var table = run.metrics();
    return table.containsColumn(figure)
        ? table.doubleColumn(figure).asDoubleArray()
        : new double[0];
  }

  @Override
  public String toString() {
    return groups.entrySet().stream()
        .map(
            group ->
                group.getKey()
                    + ": "
                    + figures().stream()
                        .map(figure -> figure + " " + summary(lasts(group.getValue(), figure)))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("\n"));
  }
}
