package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.Precision;
import alike.model.Architecture;
import org.junit.jupiter.api.Test;

class PrecisionRunTest {

  @Test
  void a_run_in_bfloat16_has_the_losses_of_float32_within_its_rounding() {
    Engines.use("PyTorch");
    int before = Census.of(Engines.current());
    var pretrain = Small.pretrain();
    try (var whole = pretrain.fit(Small.IMAGES);
        var rounded = pretrain.precision(Precision.BFLOAT16).fit(Small.IMAGES)) {
      assertThat(Small.losses(rounded)).containsExactly(Small.losses(whole), within(0.05));
      assertThat(Small.losses(rounded)).isNotEqualTo(Small.losses(whole));
      assertThat(rounded.recipe()).contains(".precision(Precision.BFLOAT16)");
    }
    assertThat(Census.of(Engines.current())).isEqualTo(before);
  }

  @Test
  void mxnet_refuses_what_it_does_not_have() {
    Engines.use("MXNet");
    var pretrain = Small.pretrain().precision(Precision.BFLOAT16);

    assertThatThrownBy(() -> pretrain.fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("MXNet", "BFLOAT16", "Engines.use(\"PyTorch\")");
  }

  @Test
  void an_encoder_of_other_layers_is_refused() {
    Engines.use("PyTorch");
    Architecture own =
        () ->
            new SequentialBlock()
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(4).build());
    var pretrain = Small.pretrain().encoder(own).precision(Precision.BFLOAT16);

    assertThatThrownBy(() -> pretrain.fit(Small.IMAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("BFLOAT16", "FLOAT32 alone", "ConvNet");
  }
}
