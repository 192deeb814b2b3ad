package alike.train;

import static java.util.Objects.requireNonNull;

import alike.augment.Augment;
import alike.augment.ColorJitter;
import alike.augment.HorizontalFlip;
import alike.augment.Normalize;
import alike.augment.RandomResizedCrop;
import alike.data.FashionMnist;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.engine.Engines;
import alike.engine.Precision;
import alike.loss.NtXent;
import alike.loss.SupCon;
import alike.method.Method;
import alike.method.SimClr;
import alike.method.SupConMethod;
import alike.model.ConvNet;
import alike.model.Projection;
import alike.optimize.Cosine;
import alike.optimize.Sgd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Trains on Fashion-MNIST on command, for {@code benchmarks/train --whole} and {@code --accuracy}:
 * {@code WholeTraining MXNet FLOAT32}. A line {@code simclr 12800 1 0 -} asks for one epoch over
 * 12,800 images with seed 0; the answer is one line of JSON: images a second and the last loss. A
 * file's name in place of the dash gets the representations of all training and test images after
 * it, as float32, row by row.
 */
final class WholeTraining {

  private static final Map<String, Method> METHODS =
      Map.of(
          "simclr",
          SimClr.loss(NtXent.temperature(0.2)),
          "supcon",
          SupConMethod.loss(SupCon.temperature(0.1)).withHead(Projection.simClr(128)));

  private WholeTraining() {}

  /** Takes an engine and a precision. */
  public static void main(String[] arguments) throws IOException {
    var answers = System.out;
    System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8)); // progress goes there
    Engines.use(arguments[0]);
    var data = FashionMnist.load();
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      var words = line.split(" ", -1);
      var pretrain = pretrain(words, Precision.valueOf(arguments[1]));
      var images = data.train().first(Integer.parseInt(words[1]));
      try (var run = pretrain.fit(images)) {
        if (!words[4].equals("-")) {
          write(run, data, Path.of(words[4]));
        }
        answers.printf(
            Locale.ROOT,
            "{\"images_per_second\": %.1f, \"loss\": %.5f}%n",
            run.progress().imagesPerSecond(),
            run.last("loss").orElseThrow());
      }
    }
  }

  private static Pretrain pretrain(String[] words, Precision precision) {
    return Pretrain.with(requireNonNull(METHODS.get(words[0])))
        .encoder(ConvNet.widths(16, 32, 64, 128).withStrides(1, 2, 2, 1))
        .augment(
            Augment.pipeline(
                new RandomResizedCrop(28, 0.2, 1),
                new HorizontalFlip(0.5),
                new ColorJitter(0.4, 0.4, 0, 0, 0.8),
                Normalize.grey(0.286, 0.353)))
        .optimizer(
            Sgd.rate(0.06).momentum(0.9).decay(5e-4).decayingAll().schedule(Cosine.warmup(0)))
        .epochs(Integer.parseInt(words[2]))
        .batch(256)
        .precision(precision)
        .seed(Long.parseLong(words[3]));
  }

  private static void write(Run run, TrainTest data, Path file) throws IOException {
    float[] train = values(run, data.train());
    float[] test = values(run, data.test());
    var bytes = ByteBuffer.allocate((train.length + test.length) * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(train).put(test);
    Files.write(file, bytes.array());
  }

  private static float[] values(Run run, ImageSet images) {
    return run.encoder().embed(images).values();
  }
}
