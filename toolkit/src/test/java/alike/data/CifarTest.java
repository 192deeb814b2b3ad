package alike.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @BeforeEach
  void write_files_of_the_format() throws IOException {
    for (int i = 1; i <= 5; i++) {
      write("data_batch_" + i + ".bin", record(i), record(9 - i));
    }
    write("test_batch.bin", record(7));
    write("train.bin", record(19, 99), record(0, 42));
    write("test.bin", record(3, 5));
  }

  @Test
  void cifar_10_is_read_in_the_files_order() {
    var data = Cifar10.load(folder);

    assertThat(data.train()).hasToString("CIFAR-10 train: 10 images 32×32×3, 10 classes");
    assertThat(data.train().labels()).containsExactly(1, 8, 2, 7, 3, 6, 4, 5, 5, 4);
    assertThat(data.test().labels()).containsExactly(7);
    assertThat(data.test().classNames().get(7)).isEqualTo("horse");
  }

  @Test
  void the_planes_become_pixels() {
    var pixels = new byte[3072];

    Cifar10.load(folder).test().copy(0, pixels, 0);

    for (int i = 0; i < 1024; i++) {
      assertThat(pixels[3 * i]).isEqualTo(value(i));
      assertThat(pixels[3 * i + 1]).isEqualTo(value(1024 + i));
      assertThat(pixels[3 * i + 2]).isEqualTo(value(2048 + i));
    }
  }

  @Test
  void cifar_100_has_classes_and_groups() {
    assertThat(Cifar100.load(folder).train().labels()).containsExactly(99, 42);
    assertThat(Cifar100.coarse(folder).train().labels()).containsExactly(19, 0);
    assertThat(Cifar100.coarse(folder).train().classNames()).hasSize(20).startsWith("group 0");
    assertThat(Cifar100.load(folder).test().fingerprint())
        .isNotEqualTo(Cifar100.coarse(folder).test().fingerprint());
  }

  @Test
  void names_of_classes_come_from_their_file_when_it_is_there() throws IOException {
    var names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    Files.writeString(folder.resolve("batches.meta.txt"), String.join("\n", names) + "\n\n");
    Files.writeString(folder.resolve("fine_label_names.txt"), "apple\n");

    assertThat(Cifar10.load(folder).train().classNames()).isEqualTo(names);
    assertThatThrownBy(() -> Cifar100.load(folder))
        .hasMessageContainingAll("fine_label_names.txt", "names 1 classes", "has 100");
  }

  @Test
  void a_missing_file_is_named() throws IOException {
    Files.delete(folder.resolve("data_batch_4.bin"));

    assertThatThrownBy(() -> Cifar10.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("data_batch_4.bin", "is missing", "binary version");
  }

  @Test
  void a_file_cut_short_is_refused() throws IOException {
    Files.write(folder.resolve("test_batch.bin"), Arrays.copyOf(record(7), 3000));

    assertThatThrownBy(() -> Cifar10.load(folder))
        .hasMessageContainingAll("test_batch.bin", "3000 bytes", "3073", "cut short");

    Files.write(folder.resolve("test_batch.bin"), new byte[0]);
    assertThatThrownBy(() -> Cifar10.load(folder)).hasMessageContainingAll("0 bytes");
  }

  @Test
  void a_label_out_of_range_is_refused() throws IOException {
    write("data_batch_2.bin", record(0), record(10));

    assertThatThrownBy(() -> Cifar10.load(folder))
        .hasMessageContainingAll("data_batch_2.bin", "image 1 has label 10", "0 to 9");
  }

  private void write(String name, byte[]... records) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var record : records) {
      bytes.write(record);
    }
    Files.write(folder.resolve(name), bytes.toByteArray());
  }

  private static byte[] record(int... labels) {
    var record = new byte[labels.length + 3072];
    for (int i = 0; i < labels.length; i++) {
      record[i] = (byte) labels[i];
    }
    for (int i = 0; i < 3072; i++) {
      record[labels.length + i] = value(i);
    }
    return record;
  }

  private static byte value(int place) {
    return (byte) (place * 31 + place / 256);
  }
}
