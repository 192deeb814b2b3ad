package alike.train;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.augment.ViewGroup;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.Precision;
import alike.loss.NtXent;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Moment;
import alike.method.SimClr;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.ResNet;
import alike.optimize.Optimizer;
import alike.optimize.Sgd;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Times training steps on command, for {@code benchmarks/train}: {@code StepRounds PyTorch
 * BFLOAT16}. Each line of standard input, {@code simclr small 5}, asks for five steps of a method
 * on a network; the answer is one line of JSON: milliseconds from views in memory to changed
 * weights, those of the processor's cores together, and the last loss. The views are the same in
 * all steps, so that nothing but the step is timed.
 */
final class StepRounds {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private StepRounds() {}

  /** Takes an engine and a precision. */
  public static void main(String[] arguments) throws IOException {
    Engines.use(arguments[0]);
    var precision = Precision.valueOf(arguments[1]);
    var started = new HashMap<String, Steps>();
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      var words = line.split(" ", -1);
      var steps =
          started.computeIfAbsent(
              words[0] + " " + words[1], key -> Steps.of(words[0], words[1], precision));
      System.out.println(steps.run(Integer.parseInt(words[2])));
    }
  }

  /** What is trained: a network for images of a size. */
  @SuppressWarnings("ImmutableEnumChecker") // architectures are values
  private enum Net {
    SMALL(28, 1, 256, ConvNet.widths(16, 32, 64, 128).withStrides(1, 2, 2, 1)),
    RESNET18(32, 3, 64, ResNet.depth(18));

    private final int side;
    private final int channels;
    private final int batch;
    private final Architecture encoder;

    Net(int side, int channels, int batch, Architecture encoder) {
      this.side = side;
      this.channels = channels;
      this.batch = batch;
      this.encoder = encoder;
    }

    private ImageSet images() {
      return channels == 1 ? TinyImages.grey(batch, side, 1) : TinyImages.colour(batch, side, 1);
    }
  }

  private static final Map<String, Method> METHODS =
      Map.of("simclr", SimClr.loss(NtXent.temperature(0.2)));

  /** A training that is stepped by hand. */
  private record Steps(
      Backend backend,
      Learner learner,
      Rates rates,
      Gradients gradients,
      Optimizer.Updates updates,
      Made batch) {

    static Steps of(String method, String net, Precision precision) {
      var chosen = Net.valueOf(net.toUpperCase(Locale.ROOT));
      var images = chosen.images();
      var backend = Engines.current().with(precision);
      var optimizer = Sgd.rate(0.06).momentum(0.9).decay(5e-4).decayingAll();
      var pretrain =
          Pretrain.with(requireNonNull(METHODS.get(method)))
              .encoder(chosen.encoder)
              .batch(chosen.batch)
              .precision(precision)
              .optimizer(optimizer);
      var recipe = pretrain.recipe();
      var start =
          new Method.Start(
              recipe.encoder(), backend, 1, images, Augment.simClr(images), chosen.batch);
      var learner = recipe.method().start(start);
      var rates = new Rates(learner, recipe);
      var gradients = new Gradients(learner, recipe, images, backend, rates.parameters());
      var updates = optimizer.start(backend, rates.parameters());
      return new Steps(backend, learner, rates, gradients, updates, Made.of(chosen));
    }

    private String run(int times) {
      var milliseconds = new double[times];
      var processor = new double[times];
      double loss = 0;
      for (int time = 0; time < times; time++) {
        long from = System.nanoTime();
        long before = SYSTEM.getProcessCpuTime();
        loss = step();
        milliseconds[time] = (System.nanoTime() - from) / 1e6;
        processor[time] = (SYSTEM.getProcessCpuTime() - before) / 1e6;
      }
      return String.format(
          Locale.ROOT,
          "{\"ms\": [%s], \"cpu\": [%s], \"loss\": %.5f}",
          listed(milliseconds),
          listed(processor),
          loss);
    }

    private static String listed(double[] numbers) {
      return Arrays.stream(numbers)
          .mapToObj(each -> String.format(Locale.ROOT, "%.3f", each))
          .collect(Collectors.joining(", "));
    }

    private double step() {
      var moment = new Moment(0, 1, 0, 1);
      double loss = gradients.add(batch, moment);
      updates.step(rates.at(moment));
      learner.after(moment);
      backend.await();
      return Double.isFinite(loss) ? gradients.taken() : loss;
    }
  }

  /** Two views of random numbers, in memory that an engine may use as it is. */
  private record Made(ByteBuffer bytes, Shape shape, int count) implements Feed.Portion {

    static Made of(Net net) {
      var shape = new Shape(net.channels, net.side, net.side);
      int numbers = (int) (2L * net.batch * shape.size());
      var bytes = ByteBuffer.allocateDirect(numbers * Float.BYTES).order(ByteOrder.nativeOrder());
      var random = new SplittableRandom(1);
      for (int i = 0; i < numbers; i++) {
        bytes.putFloat(i * Float.BYTES, (float) random.nextGaussian());
      }
      return new Made(bytes, shape, net.batch);
    }

    @Override
    public int[] indices() {
      var indices = new int[count];
      Arrays.setAll(indices, i -> i);
      return indices;
    }

    @Override
    public int views() {
      return 2;
    }

    @Override
    public List<ViewGroup> groups() {
      return List.of(new ViewGroup((int) shape.get(1), 0, 2));
    }

    @Override
    public NDArray pixels(NDManager manager, int from, int to) {
      return manager.create(bytes.rewind(), new Shape(to - from).addAll(shape), DataType.FLOAT32);
    }

    @Override
    public void close() {}
  }
}
