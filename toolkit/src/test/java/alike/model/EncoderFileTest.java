package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class EncoderFileTest {

  private static final ImageSet IMAGES = TinyImages.grey(32, 12, 1);
  private static final Architecture ARCHITECTURE = ConvNet.widths(4, 8).withGrid(2);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @OnBothEngines
  void an_encoder_comes_back_with_all_its_values(Backend backend) throws IOException {
    Engines.use(backend.name());
    var file = folder.resolve("deep/er/encoder.safetensors");
    int before = Census.of(backend);
    try (var encoder = Encoder.random(ARCHITECTURE, IMAGES, 5)) {
      encoder.save(file);
      encoder.save(file); // over the first

      try (var again = Encoder.load(file)) {
        assertThat(again.embed(IMAGES).values()).containsExactly(encoder.embed(IMAGES).values());
        assertThat(again).hasToString(encoder.toString());
      }
    }
    assertThat(Census.of(backend)).isEqualTo(before);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @OnBothEngines
  void the_other_engine_reads_it(Backend backend) {
    Engines.use(backend.name());
    var file = folder.resolve("encoder.safetensors");
    float[] values;
    try (var encoder = Encoder.random(ARCHITECTURE, IMAGES, 5)) {
      encoder.save(file);
      values = encoder.embed(IMAGES).values();
    }
    Engines.use(backend.name().equals("MXNet") ? "PyTorch" : "MXNet");

    try (var again = Encoder.load(file)) {
      assertThat(again.backend()).isNotSameAs(backend);
      assertThat(again.embed(IMAGES).values())
          .containsExactly(values, org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @OnBothEngines
  void one_of_ones_own_architecture_needs_it_again(Backend backend) {
    Engines.use(backend.name());
    var file = folder.resolve("encoder.safetensors");
    Architecture own = () -> ARCHITECTURE.create();
    var augment = Augment.simClr(IMAGES);
    try (var encoder = Encoder.random(own, IMAGES, 5)) {
      encoder.save(file);

      assertThatThrownBy(() -> Encoder.load(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("of your own", "Encoder.load(file, architecture, augment)");
      assertThatThrownBy(() -> Encoder.load(file, ConvNet.widths(4, 9).withGrid(2), augment))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the network needs the shape");
      try (var again = Encoder.load(file, own, augment)) {
        assertThat(again.embed(IMAGES).values()).containsExactly(encoder.embed(IMAGES).values());
      }
    }
  }

  @OnBothEngines
  void a_file_that_is_none_or_damaged_is_refused(Backend backend) throws IOException {
    Engines.use(backend.name());
    int before = Census.of(backend);
    var file = folder.resolve("encoder.safetensors");
    try (var encoder = Encoder.random(ARCHITECTURE, IMAGES, 5)) {
      encoder.save(file);
    }
    byte[] whole = Files.readAllBytes(file);
    for (int length : List.of(0, 7, 100, whole.length - 1)) {
      var unused = Files.write(file, java.util.Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> Encoder.load(file))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file.toString());
    }
    var unused =
        Files.writeString(file, "no tensors at all, just some text", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Encoder.load(file)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> Encoder.load(folder.resolve("none")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void states_of_all_kinds_of_numbers_come_back(Backend backend) throws IOException {
    int before = Census.of(backend);
    var file = folder.resolve("state");
    try (var state = State.on(backend);
        var manager = backend.open()) {
      state.put("large", Long.MAX_VALUE, Long.MIN_VALUE, 3);
      state.put("none", new long[0]);
      state.part("a").put("floats", 1.5f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, -0f, Float.NaN);
      state.part("a").put("square", manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)));
      state.put("int", manager.create(new int[] {1 << 30}, new Shape(1)));
      state.put("scalar", manager.create(2.5f));
      try (var out = Files.newOutputStream(file)) {
        state.write(out);
      }
    }

    try (var state = State.read(file, backend)) {
      assertThat(state.longs("large")).containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, 3);
      assertThat(state.longs("none")).isEmpty();
      assertThat(state.part("a").floats("floats"))
          .containsExactly(1.5f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, -0f, Float.NaN);
      assertThat(state.get("a.square").getShape()).isEqualTo(new Shape(2, 2));
      assertThat(state.get("int").toIntArray()).containsExactly(1 << 30);
      assertThat(state.get("scalar").getShape().dimension()).isZero();
      assertThat(state.get("scalar").getFloat()).isEqualTo(2.5f);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }

  @OnBothEngines
  void a_network_starts_from_the_weights_of_another(Backend backend) {
    Engines.use(backend.name());
    try (var encoder = Encoder.random(ARCHITECTURE, IMAGES, 5)) {
      var warm = encoder.weights().in(ARCHITECTURE);
      try (var network = Network.of(warm, backend, 9, new Shape(1, 1, 12, 12))) {
        network
            .arrays()
            .forEach(
                (name, array) ->
                    assertThat(array.toFloatArray())
                        .as(name)
                        .containsExactly(encoder.weights().numbers(name)));
        assertThat(network.trainable().get(0).getArray().hasGradient()).isTrue();
      }
      assertThatThrownBy(
              () ->
                  Network.of(
                      encoder.weights().in(ConvNet.widths(4, 9).withGrid(2)),
                      backend,
                      9,
                      new Shape(1, 1, 12, 12)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("same architecture");
    }
  }
}
