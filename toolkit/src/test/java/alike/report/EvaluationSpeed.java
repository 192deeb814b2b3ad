package alike.report;

import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.engine.Simd;
import alike.evaluate.Knn;
import alike.evaluate.LinearProbe;
import alike.evaluate.Neighbours;
import alike.model.Embeddings;
import alike.model.KMeans;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Our side of {@code benchmarks/evaluate}: reads arrays from a folder, then does a task for each
 * line of the standard input and answers with wall seconds, processor seconds and a figure to
 * check.
 */
final class EvaluationSpeed {

  private final Path folder;
  private final int width;
  private final Embeddings bank;
  private final Embeddings queries;

  private EvaluationSpeed(Path folder, int width) throws IOException {
    this.folder = folder;
    this.width = width;
    this.bank = rows("bank", ints("bank_labels"));
    this.queries = rows("queries", ints("query_labels"));
  }

  public static void main(String[] arguments) throws IOException {
    var speed = new EvaluationSpeed(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("ready " + (Simd.available() ? "vector" : "plain"));
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      double processor = processorSeconds();
      long start = System.nanoTime();
      var done = speed.run(words[0], Integer.parseInt(words[1]));
      double seconds = (System.nanoTime() - start) / 1e9;
      double busy = processorSeconds() - processor;
      double figure = done.getAsDouble();
      System.out.printf(Locale.ROOT, "done %.6f %.6f %.9g%n", seconds, busy, figure);
    }
  }

  /** Does a task with its one setting; returns what tells whether it was done rightly. */
  private DoubleSupplier run(String task, int setting) throws IOException {
    double figure =
        switch (task) {
          case "knn" -> sum(Neighbours.of(bank, queries, setting, Knn.Metric.COSINE));
          case "vote" -> knn(setting).score(bank, queries);
          case "kmeans" -> clusters(setting);
          case "optimum" -> LinearProbe.optimum(1e-4).fit(bank).logLoss(bank);
          case "sgd" -> LinearProbe.epochs(setting).fit(bank).accuracy(queries);
          case "tsne" -> Tsne.perplexity(30).withIterations(setting).descend(queries).divergence();
          case "umap" -> Double.NaN;
          default -> throw new IllegalArgumentException(task);
        };
    if (!task.equals("umap")) {
      return () -> figure;
    }
    double[][] places = Umap.neighbours(14).withEpochs(setting).of(queries);
    return () -> purity(places);
  }

  private Knn knn(int k) {
    return Knn.on(new TrainTest(bank.images(), queries.images())).k(k);
  }

  /** Returns the part of points whose class their 10 nearest on a map tell. */
  private double purity(double[][] places) {
    var values = new float[2 * places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) places[i / 2][i % 2];
    }
    var plane = Embeddings.of(queries.images(), 2, values);
    return knn(10).unweighted().euclidean().leaveOneOut(plane);
  }

  private double sum(Neighbours found) {
    double sum = 0;
    for (int query = 0; query < queries.size(); query++) {
      sum += found.index(query, found.k() - 1);
    }
    return sum;
  }

  private double clusters(int iterations) throws IOException {
    float[] centres = floats("centres");
    var means = KMeans.clusters(centres.length / width).iterations(iterations);
    return means.from(centres, bank.values(), width).inertia();
  }

  private Embeddings rows(String name, int[] labels) throws IOException {
    int classes = Arrays.stream(labels).max().orElseThrow() + 1;
    List<String> names = IntStream.range(0, classes).mapToObj(c -> "class " + c).toList();
    var images = ImageSet.of(name, 1, 1, 1, new byte[labels.length], labels, names);
    return Embeddings.of(images, width, floats(name));
  }

  private float[] floats(String name) throws IOException {
    var buffer = read(name).asFloatBuffer();
    var values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private int[] ints(String name) throws IOException {
    var buffer = read(name).asIntBuffer();
    var values = new int[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private ByteBuffer read(String name) throws IOException {
    var bytes = Files.readAllBytes(folder.resolve(name));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static double processorSeconds() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime() / 1e9;
  }
}
