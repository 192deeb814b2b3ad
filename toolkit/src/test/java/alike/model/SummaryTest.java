package alike.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;

class SummaryTest {

  @OnBothEngines
  void is_a_tree_of_blocks_with_shapes_and_numbers(Backend backend) {
    try (var network = Network.of(ConvNet.widths(4, 6), backend, 1, new Shape(1, 1, 8, 8))) {
      var summary = network.summary();

      assertThat(summary.learned()).isEqualTo(network.size());
      assertThat(summary.fixed()).isEqualTo(2 * 4 + 2 * 6);
      assertThat(summary.toString().lines().map(String::stripTrailing))
          .containsExactly(
              "SequentialBlock            (1, 6)        272",
              "├─ ConvolutionUnit         (1, 4, 8, 8)  44",
              "│  ├─ convolution: Conv2d  (1, 4, 8, 8)  36",
              "│  └─ norm: BatchNorm      (1, 4, 8, 8)  8",
              "├─ ConvolutionUnit         (1, 6, 4, 4)  228",
              "│  ├─ convolution: Conv2d  (1, 6, 4, 4)  216",
              "│  └─ norm: BatchNorm      (1, 6, 4, 4)  12",
              "└─ GridPool                (1, 6)",
              "272 learned, 20 fixed");
    }
  }

  @OnBothEngines
  void every_block_of_every_architecture_has_one(Backend backend) {
    var image = new Shape(1, 3, 16, 16);
    for (var net : new Architecture[] {ResNet.depth(50), Vit.small(), Mlp.widths(3)}) {
      try (var network = Network.of(net, backend, 1, image)) {
        var summary = network.summary();

        assertThat(summary.learned()).isEqualTo(network.size());
        assertThat(leaves(summary)).as(net.toString()).isEqualTo(network.size());
        assertThat(summary.upTo(1).parts()).allMatch(part -> part.parts().isEmpty());
        assertThat(summary.upTo(0).toString().lines()).hasSize(2);
      }
    }
  }

  /** Returns what the blocks that have no parts hold, and what the others hold beside them. */
  private static long leaves(Summary summary) {
    long own = summary.learned();
    long below = 0;
    for (var part : summary.parts()) {
      own -= part.learned();
      below += leaves(part);
    }
    assertThat(own).isNotNegative();
    return own + below;
  }
}
