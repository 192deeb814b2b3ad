package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.show.Card;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class PullTest {

  @Test
  void is_minus_the_gradient_of_each_embedding() {
    Loss loss = batch -> batch.view(0).mul(2).sum().add(batch.view(1).square().sum());
    double[][][] views = {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}};

    var pull = Pull.of(loss, views);

    assertThat(pull.value()).isCloseTo(20 + 25 + 36 + 49 + 64, within(1e-4));
    assertThat(pull.directions()[0]).isDeepEqualTo(new double[][] {{-2, -2}, {-2, -2}});
    assertThat(pull.directions()[1]).isDeepEqualTo(new double[][] {{-10, -12}, {-14, -16}});
    assertThat(pull.strength(1, 0)).isCloseTo(Math.hypot(10, 12), within(1e-9));
  }

  @Test
  void labels_reach_the_loss() {
    double[][][] views = {{{1, 0}, {0, 1}, {1, 1}}};

    var pull = Pull.of(SupCon.standard(), views, 0, 1, 0);

    assertThat(pull.strength(0, 0)).isPositive();
    assertThatThrownBy(() -> Pull.of(SupCon.standard(), views))
        .hasMessageContaining("no positives");
  }

  @Test
  void rows_that_are_not_equally_long_are_refused() {
    double[][][] views = {{{1, 0}, {0, 1, 2}}};

    assertThatThrownBy(() -> Pull.of(NtXent.standard(), views))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("numbers in an embedding", "2", "3");
  }

  @Test
  void a_sketch_has_a_panel_a_loss_and_an_arrow_an_embedding() {
    double[][][] views = {{{1, 0}, {0, 1}}, {{0.8, 0.6}, {-0.6, 0.8}}};
    var losses = new LinkedHashMap<String, Loss>();
    losses.put("τ 0.1", NtXent.temperature(0.1));
    losses.put("nothing", batch -> batch.views().mul(0).sum());

    var sketch = Pull.sketch("Pulls", views, new int[] {0, 1}, losses);

    assertThat(sketch).hasToString("Pulls. τ 0.1, 4 points; nothing, 4 points");
    assertThat(sketch.svg().split("<path", -1)).hasSizeGreaterThan(4);
  }

  @Test
  void the_families_stand_in_a_table() {
    var table = Card.table("losses", Loss.families());

    assertThat(table.rowCount()).isEqualTo(Loss.families().size());
    assertThat(table.stringColumn("name").asList()).contains("NT-Xent", "SupCon, L_out");
    assertThat(table.stringColumn("source").isMissing()).isEmpty();
  }
}
