package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sizes and numbers of the networks that Alike brings. */
class ArchitecturesTest {

  /** Returns how many numbers a square convolution without bias and its normalisation learn. */
  private static long unit(long from, long to, long kernel) {
    return from * to * kernel * kernel + 2 * to;
  }

  @OnBothEngines
  void the_small_conv_net_has_four_units_and_four_places(Backend backend) {
    var image = new Shape(1, 1, 28, 28);
    try (var network = Network.of(ConvNet.small(), backend, 1, image)) {
      assertThat(network.width()).isEqualTo(128 * 4);
      assertThat(network.size())
          .isEqualTo(unit(1, 16, 3) + unit(16, 32, 3) + unit(32, 64, 3) + unit(64, 128, 3));
      assertThat(NetworkTest.evaluated(network, new float[2 * 784], new Shape(2, 1, 28, 28)))
          .hasSize(2 * 512);
    }
  }

  @OnBothEngines
  void a_grid_of_one_is_the_mean_over_all_places(Backend backend) {
    var shape = new Shape(1, 1, 8, 8);
    float[] image = NetworkTest.numbers(64, 4);
    try (var whole = Network.of(ConvNet.widths(3), backend, 1, shape);
        var parts = Network.of(ConvNet.widths(3).withGrid(2), backend, 1, shape)) {
      float[] means = NetworkTest.evaluated(whole, image, shape); // [1, 3]
      float[] places = NetworkTest.evaluated(parts, image, shape); // [1, 3 · 4]

      for (int filter = 0; filter < 3; filter++) {
        float sum = 0;
        for (int place = 0; place < 4; place++) {
          sum += places[4 * filter + place];
        }
        assertThat(sum / 4).isCloseTo(means[filter], within(1e-5f));
      }
    }
  }

  @OnBothEngines
  void a_grid_larger_than_the_feature_map_is_refused_with_the_remedy(Backend backend) {
    var net = ConvNet.widths(4, 4, 4, 4).withGrid(2);

    assertThatThrownBy(() -> Network.of(net, backend, 1, new Shape(1, 1, 8, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(net.toString(), "(1, 1, 8, 8)", "1 × 1", "smaller grid");
  }

  @OnBothEngines
  void resnet_18_has_the_published_number_of_parameters(Backend backend) {
    long blocks = 4 * unit(64, 64, 3);
    for (long width = 128; width <= 512; width *= 2) {
      blocks += unit(width / 2, width, 3) + 3 * unit(width, width, 3) + unit(width / 2, width, 1);
    }
    var image = new Shape(1, 3, 32, 32);
    try (var network = Network.of(ResNet.depth(18), backend, 1, image)) {
      assertThat(network.width()).isEqualTo(512);
      assertThat(network.size()).isEqualTo(unit(3, 64, 3) + blocks).isEqualTo(11_168_832);
    }
    // torchvision's 11,689,512 less the classifier's 512 · 1000 + 1000
    assertThat(unit(3, 64, 7) + blocks).isEqualTo(11_689_512 - 513_000);
  }

  @OnBothEngines
  void the_stem_for_large_images_shrinks_them_by_four(Backend backend) {
    var net = ResNet.depth(18).withStem(ResNet.Stem.LARGE_IMAGES);
    var image = new Shape(1, 1, 64, 64);
    try (var network = Network.of(net, backend, 1, image)) {
      assertThat(network.size()).isEqualTo(11_176_512 - 2 * 49 * 64); // one channel of three
      assertThat(NetworkTest.evaluated(network, new float[64 * 64], image)).hasSize(512);
    }
  }

  @Test
  void both_engines_compute_the_same_resnet() {
    var shape = new Shape(2, 1, 12, 12);
    float[] images = NetworkTest.numbers(2 * 144, 5);
    try (var one = Network.of(ResNet.depth(18), Engines.backend("MXNet"), 3, shape);
        var other = Network.of(ResNet.depth(18), Engines.backend("PyTorch"), 3, shape)) {
      assertThat(NetworkTest.evaluated(one, images, shape))
          .containsExactly(NetworkTest.evaluated(other, images, shape), within(1e-4f));
    }
  }

  @OnBothEngines
  void resnets_have_torchvisions_numbers_less_the_classifier(Backend backend) {
    var image = new Shape(1, 3, 64, 64);
    var published = Map.of(18, 11_689_512L, 34, 21_797_672L, 50, 25_557_032L);
    published.forEach(
        (depth, numbers) -> {
          var net = ResNet.depth(depth).withStem(ResNet.Stem.LARGE_IMAGES);
          try (var network = Network.of(net, backend, 1, image)) {
            int width = depth == 50 ? 2048 : 512;
            assertThat(network.width()).isEqualTo(width);
            assertThat(network.size()).isEqualTo(numbers - width * 1000L - 1000);
          }
        });
  }

  @OnBothEngines
  void a_bottleneck_takes_its_stride_in_the_middle(Backend backend) {
    var image = new Shape(1, 1, 16, 16);
    try (var network = Network.of(ResNet.depth(50), backend, 1, image)) {
      var stage = network.summary().parts().get(4); // the first block with stride 2, after 3 of 64
      var path = stage.parts().get(0).parts();

      assertThat(path.get(0).output()).isEqualTo(new Shape(1, 128, 16, 16));
      assertThat(path.get(3).output()).isEqualTo(new Shape(1, 128, 8, 8));
      assertThat(stage.output()).isEqualTo(new Shape(1, 512, 8, 8));
    }
  }

  @OnBothEngines
  void branches_that_start_at_zero_leave_each_block_as_its_shortcut(Backend backend) {
    var zero = ResNet.depth(18).withBranch(ResNet.Branch.ZERO);
    var image = new Shape(1, 1, 8, 8);
    try (var network = Network.of(zero, backend, 1, image);
        var plain = Network.of(ResNet.depth(18), backend, 1, image)) {
      assertThat(zeros(network)).isEqualTo(8);
      assertThat(zeros(plain)).isZero();
    }
  }

  /** Returns how many normalisations start with the scale 0. */
  private static long zeros(Network network) {
    return network.trainable().stream()
        .filter(parameter -> parameter.getName().equals("gamma"))
        .filter(parameter -> parameter.getArray().toFloatArray()[0] == 0)
        .count();
  }

  @Test
  void a_resnet_of_another_depth_is_refused() {
    assertThatThrownBy(() -> ResNet.depth(101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("18, 34 or 50", "101");
  }

  @OnBothEngines
  void an_mlp_sees_all_pixels(Backend backend) {
    var image = new Shape(1, 2, 4, 4);
    try (var network = Network.of(Mlp.widths(5, 3), backend, 1, image)) {
      assertThat(network.size()).isEqualTo(32 * 5 + 2 * 5 + 5 * 3 + 2 * 3);
      assertThat(NetworkTest.evaluated(network, new float[64], new Shape(2, 2, 4, 4))).hasSize(6);
    }
    assertThat(Mlp.widths(5, 3)).hasToString("Mlp.widths(5, 3)");
    assertThatThrownBy(() -> Mlp.widths(0)).hasMessageContaining("width");
  }

  @OnBothEngines
  void one_on_another_is_both_one_after_the_other(Backend backend) {
    var shape = new Shape(1, 1, 8, 8);
    var both = ConvNet.widths(3).then(Projection.plain(2).on(3));
    try (var network = Network.of(both, backend, 1, shape)) {
      assertThat(network.width()).isEqualTo(2);
      assertThat(network.size()).isEqualTo(unit(1, 3, 3) + 3 * 3 + 3 + 3 * 2 + 2);
    }
  }

  @OnBothEngines
  void a_head_in_two_parts_has_the_layers_of_the_whole(Backend backend) {
    var head = Projection.simClr(4).withLayers(3);
    var input = new Shape(1, 6);
    try (var whole = Network.of(head.on(6), backend, 1, input);
        var parts = Network.of(head.first(6, 1).then(head.after(6, 1)), backend, 1, input)) {
      float[] rows = NetworkTest.numbers(5 * 6, 3);
      var shape = new Shape(5, 6);

      assertThat(whole.size()).isEqualTo(2 * (36 + 12) + 24 + 8);
      assertThat(NetworkTest.trained(parts, rows, shape))
          .containsExactly(NetworkTest.trained(whole, rows, shape));
    }
    assertThat(head).hasToString("Projection.simClr(4).withLayers(3)");
    assertThatThrownBy(() -> head.first(6, 3)).hasMessageContaining("kept");
  }

  @OnBothEngines
  void cosines_with_learned_directions_are_cosines(Backend backend) {
    try (var network = Network.of(Cosines.count(3), backend, 1, new Shape(1, 4))) {
      float[] rows = NetworkTest.numbers(2 * 4, 3);
      float[] directions = network.trainable().get(0).getArray().toFloatArray();

      float[] found = NetworkTest.evaluated(network, rows, new Shape(2, 4));

      for (int i = 0; i < 6; i++) {
        double dot = 0;
        double one = 0;
        double other = 0;
        for (int d = 0; d < 4; d++) {
          double a = rows[i / 3 * 4 + d];
          double b = directions[i % 3 * 4 + d];
          dot += a * b;
          one += a * a;
          other += b * b;
        }
        assertThat((double) found[i]).isCloseTo(dot / Math.sqrt(one * other), within(1e-5));
      }
    }
  }

  @OnBothEngines
  void projection_heads_have_the_papers_layers(Backend backend) {
    var input = new Shape(1, 6);
    try (var simClr = Network.of(Projection.simClr(4).on(6), backend, 1, input);
        var plain = Network.of(Projection.plain(4).on(6), backend, 1, input)) {
      assertThat(simClr.width()).isEqualTo(4);
      assertThat(simClr.size()).isEqualTo(6 * 6 + 2 * 6 + 6 * 4 + 2 * 4); // norms, no biases
      assertThat(plain.size()).isEqualTo(6 * 6 + 6 + 6 * 4 + 4); // biases, no norms
      assertThat(NetworkTest.evaluated(plain, new float[3 * 6], new Shape(3, 6))).hasSize(12);
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> new ConvNet(List.of(), 1)).hasMessageContaining("number of layers");
    assertThatThrownBy(() -> ConvNet.widths(8, 0)).hasMessageContaining("width");
    assertThatThrownBy(() -> ConvNet.widths(8).withGrid(0)).hasMessageContaining("grid");
    assertThatThrownBy(() -> Projection.simClr(0)).hasMessageContaining("width");
  }

  @Test
  void each_prints_as_the_java_that_makes_it() {
    assertThat(ConvNet.small()).hasToString("ConvNet.small()");
    assertThat(ConvNet.widths(8, 16)).hasToString("ConvNet.widths(8, 16)");
    assertThat(ConvNet.widths(8).withGrid(3)).hasToString("ConvNet.widths(8).withGrid(3)");
    assertThat(ResNet.depth(34)).hasToString("ResNet.depth(34)");
    assertThat(ResNet.depth(18).withStem(ResNet.Stem.LARGE_IMAGES))
        .hasToString("ResNet.depth(18).withStem(ResNet.Stem.LARGE_IMAGES)");
    assertThat(Projection.simClr(128)).hasToString("Projection.simClr(128)");
    assertThat(Projection.plain(64)).hasToString("Projection.plain(64)");
  }
}
