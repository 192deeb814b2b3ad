package alike.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {

  private static final FashionMnistFiles ANY = new FashionMnistFiles(Map.of());

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @Test
  void the_jar_carries_a_balanced_part_of_it() {
    var mini = FashionMnist.mini();

    assertThat(mini.train().size()).isEqualTo(6_000);
    assertThat(mini.test().size()).isEqualTo(1_000);
    assertThat(count(mini.train())).containsOnly(600);
    assertThat(count(mini.test())).containsOnly(100);
    assertThat(mini.train().classNames())
        .hasSize(10)
        .startsWith("T-shirt/top")
        .endsWith("Ankle boot");
    assertThat(mini.train().first(5).labels()).containsExactly(9, 0, 0, 3, 0);
    assertThat(mini.train().mean()[0]).isCloseTo(0.2860, within(0.005));
    assertThat(mini.train().std()[0]).isCloseTo(0.3530, within(0.005));
  }

  @Test
  void the_jar_names_the_licence() throws IOException {
    try (var licence = FashionMnist.class.getResourceAsStream("fashion-mnist/LICENSE")) {
      assertThat(licence).isNotNull();
      assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
          .contains("MIT License", "Zalando", "1708.07747");
    }
  }

  static boolean fullSetIsHere() {
    try {
      return Files.isDirectory(Folders.of("fashion-mnist").first("train-images-idx3-ubyte"));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  @Test
  @EnabledIf(value = "fullSetIsHere", disabledReason = "run environment/data fashion-mnist")
  void the_jars_part_is_the_first_of_every_class_of_the_full_set() {
    var full = FashionMnist.load();
    var mini = FashionMnist.mini();

    assertThat(full.train().size()).isEqualTo(60_000);
    assertThat(full.test().size()).isEqualTo(10_000);
    assertThat(mini.train().fingerprint())
        .isEqualTo(MiniFashionMnist.firstOfEveryClass(full.train(), 600).fingerprint());
    assertThat(mini.test().fingerprint())
        .isEqualTo(MiniFashionMnist.firstOfEveryClass(full.test(), 100).fingerprint());
  }

  @Test
  void reads_packed_and_unpacked_files() throws IOException {
    write("train-images-idx3-ubyte.gz", packed(images(0x803, 2, 2, 3, 12)));
    write("train-labels-idx1-ubyte", labels(0x801, 2, 4, 9));
    write("t10k-images-idx3-ubyte", images(0x803, 1, 2, 3, 6));
    write("t10k-labels-idx1-ubyte.gz", packed(labels(0x801, 1, 0)));

    var data = FashionMnist.load(folder, ANY);

    assertThat(data.train()).hasToString("Fashion-MNIST train: 2 images 2×3×1, 10 classes");
    assertThat(data.train().labels()).containsExactly(4, 9);
    var pixels = new byte[6];
    data.train().copy(1, pixels, 0);
    assertThat(pixels).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(data.test().size()).isEqualTo(1);
  }

  @Test
  void a_file_that_is_not_the_published_one_is_refused() throws IOException {
    write("train-images-idx3-ubyte", images(0x803, 2, 2, 3, 12));

    assertThatThrownBy(() -> FashionMnist.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("train-images-idx3-ubyte")
        .hasMessageContaining("SHA-256")
        .hasMessageContaining("environment/data fashion-mnist");
  }

  @Test
  void a_file_cut_short_is_refused() throws IOException {
    refused(images(0x803, 2, 2, 3, 11), "announces 12 bytes", "11 follow");
    refused(images(0x803, 2, 2, 3, 13), "announces 12 bytes", "13 follow");
    refused(new byte[] {0, 0, 8}, "too few", "cut short");
  }

  @Test
  void a_wrong_magic_number_is_refused() throws IOException {
    refused(images(0x801, 2, 2, 3, 12), "magic number 0x00000801", "0x00000803");
  }

  @Test
  void sizes_that_cannot_be_are_refused() throws IOException {
    refused(images(0x803, 0, 2, 3, 0), "counts 0");
    refused(images(0x803, 1, 0, 3, 0), "0×3");
    refused(images(0x803, Integer.MAX_VALUE, 60_000, 60_000, 12), "announces", "12 follow");
  }

  @Test
  void corrupt_gzip_is_refused() throws IOException {
    var good = packed(images(0x803, 2, 2, 3, 12));
    write("train-images-idx3-ubyte.gz", Arrays.copyOf(good, good.length - 9));
    refused("cut short", "train-images-idx3-ubyte.gz");

    good[good.length - 5] ^= 1; // the check sum
    write("train-images-idx3-ubyte.gz", good);
    refused("Corrupt GZIP", "train-images-idx3-ubyte.gz");

    write("train-images-idx3-ubyte.gz", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    refused("GZIP", "train-images-idx3-ubyte.gz");
  }

  @Test
  void counts_that_disagree_are_refused() throws IOException {
    write("train-images-idx3-ubyte", images(0x803, 2, 2, 3, 12));
    write("train-labels-idx1-ubyte", labels(0x801, 3, 0, 1, 2));

    refused("2 images but 3 labels", folder.toString());
  }

  @Test
  void a_label_out_of_range_is_refused() throws IOException {
    write("train-images-idx3-ubyte", images(0x803, 2, 2, 3, 12));
    write("train-labels-idx1-ubyte", labels(0x801, 2, 0, 10));

    refused("image 1 is 10", "0 to 9", folder.toString());
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    write("train-images-idx3-ubyte", images(0x803, 2, 2, 3, 12));

    refused("train-labels-idx1-ubyte.gz", "environment/data fashion-mnist");
  }

  @Test
  void missing_data_names_the_places_and_the_command() {
    var folders = Folders.of("fashion-mnist", "/given", Path.of("/home/x"), Path.of("/packages"));

    assertThat(folders.candidates())
        .containsExactly(
            Path.of("/given/fashion-mnist"),
            Path.of("/given"),
            Path.of("/home/x/fashion-mnist"),
            Path.of("/packages/fashion-mnist"));
    assertThatThrownBy(() -> folders.first("train-images-idx3-ubyte"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/given/fashion-mnist, /given, /home/x/fashion-mnist")
        .hasMessageContaining("environment/data fashion-mnist")
        .hasMessageContaining("ALIKE_DATA");
  }

  @Test
  void the_first_folder_that_has_the_file_is_used() throws IOException {
    write("train-images-idx3-ubyte.gz", new byte[0]);
    var folders = Folders.of("x", folder.toString(), Path.of("/home/x"), Path.of("/packages"));

    assertThat(folders.first("train-images-idx3-ubyte")).isEqualTo(folder);
  }

  private void refused(byte[] images, String... parts) throws IOException {
    write("train-images-idx3-ubyte", images);
    refused(parts);
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> FashionMnist.load(folder, ANY)).hasMessageContainingAll(parts);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private static int[] count(ImageSet set) {
    var counts = new int[10];
    Arrays.stream(set.labels()).forEach(label -> counts[label]++);
    return counts;
  }

  private static byte[] images(int magic, int count, int height, int width, int pixels)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(magic);
    out.writeInt(count);
    out.writeInt(height);
    out.writeInt(width);
    for (int i = 0; i < pixels; i++) {
      out.writeByte(i);
    }
    return bytes.toByteArray();
  }

  private static byte[] labels(int magic, int count, int... labels) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(magic);
    out.writeInt(count);
    for (int label : labels) {
      out.writeByte(label);
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
