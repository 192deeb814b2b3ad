package alike.augment;

import alike.data.ImageSet;
import alike.engine.Simd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Our side of {@code benchmarks/augment}: {@code LoaderSpeed FILE SIZE BATCH THREADS} makes two
 * SimCLR views of every image of a file of pixels, once for every line that it reads, and answers
 * with the nanoseconds at which it began and ended.
 */
final class LoaderSpeed {

  private LoaderSpeed() {}

  /** Takes the file, the images' rows (28: grey, else in colour), a batch's images, threads. */
  public static void main(String[] arguments) throws IOException {
    int size = Integer.parseInt(arguments[1]);
    var images = read(Path.of(arguments[0]), size, size == 28 ? 1 : 3);
    int batch = Integer.parseInt(arguments[2]);
    int threads = Integer.parseInt(arguments[3]);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var batches =
        ViewBatches.builder(images, Augment.simClr(size)).batch(batch).threads(threads).build()) {
      System.out.println(Simd.available() ? "vectors" : "plain");
      int epoch = 0;
      while (input.readLine() != null) {
        long start = System.nanoTime();
        int made = epoch(batches, epoch++);
        System.out.println(start + " " + System.nanoTime() + " " + made);
      }
    }
  }

  private static int epoch(ViewBatches batches, int epoch) {
    int made = 0;
    for (var batch : batches.epoch(epoch)) {
      try (batch) {
        made += batch.size();
      }
    }
    return made;
  }

  private static ImageSet read(Path file, int size, int channels) throws IOException {
    var pixels = Files.readAllBytes(file);
    int count = pixels.length / (size * size * channels);
    return ImageSet.of("pixels", size, size, channels, pixels, new int[count], List.of("unknown"));
  }
}
