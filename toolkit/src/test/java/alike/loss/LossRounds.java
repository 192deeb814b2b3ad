package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Engines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Times losses on command, for {@code benchmarks/losses}: {@code LossRounds MXNet}. Each line of
 * standard input, {@code ntxent 1024 5}, asks for a loss of so many rows of 128 numbers so many
 * times; the answer is one line of JSON: milliseconds from embeddings to their gradient, the loss,
 * and what memory the first of them took at most beyond what was there, in MB.
 */
final class LossRounds {

  private static final int WIDTH = 128;
  private static final int CLASSES = 10;

  private LossRounds() {}

  /** Takes an engine and, for other than the automatic form, the rows of a tile. */
  public static void main(String[] arguments) throws IOException {
    var backend = Engines.backend(arguments[0]);
    int tile = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      var words = line.split(" ", -1);
      System.out.println(round(backend, loss(words[0], tile), parse(words[1]), parse(words[2])));
    }
  }

  private static int parse(String number) {
    return Integer.parseInt(number);
  }

  private static Loss loss(String name, int tile) {
    return switch (name) {
      case "ntxent" -> NtXent.temperature(0.1).tile(tile);
      case "supcon" -> SupCon.temperature(0.1).tile(tile);
      default -> throw new IllegalArgumentException("no such loss: " + name);
    };
  }

  private static String round(Backend backend, Loss loss, int rows, int times) throws IOException {
    var labels = new int[rows / 2];
    Arrays.setAll(labels, image -> image % CLASSES);
    try (var manager = backend.open()) {
      NDArray views = views(manager, rows);
      var milliseconds = new double[times];
      Files.writeString(Path.of("/proc/self/clear_refs"), "5"); // forgets the peak so far
      long before = kilobytes("VmRSS");
      long peak = 0;
      float value = 0;
      for (int time = 0; time < times; time++) {
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          long start = System.nanoTime();
          NDArray result = step(backend, loss, views, labels);
          milliseconds[time] = (System.nanoTime() - start) / 1e6;
          peak = time == 0 ? kilobytes("VmHWM") : peak;
          value = result.getFloat();
          backend.clearGradients(List.of(views));
        }
      }
      return String.format(
          Locale.ROOT,
          "{\"ms\": [%s], \"loss\": %.6f, \"mb\": %d}",
          Arrays.stream(milliseconds)
              .mapToObj(each -> String.format(Locale.ROOT, "%.4f", each))
              .collect(Collectors.joining(", ")),
          value,
          (peak - before) / 1024);
    }
  }

  private static NDArray views(NDManager manager, int rows) {
    var random = new SplittableRandom(rows);
    var numbers = new float[rows * WIDTH];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    NDArray views = manager.create(numbers, new Shape(2, rows / 2, WIDTH));
    views.setRequiresGradient(true);
    return views;
  }

  /** Returns the loss when the embeddings have their gradient. */
  private static NDArray step(Backend backend, Loss loss, NDArray views, int[] labels) {
    try (var tape = backend.record()) {
      NDArray result = loss.of(Batch.of(views).withLabels(labels));
      tape.backward(result);
      backend.await();
      return result;
    }
  }

  private static long kilobytes(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
