package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColorJitterTest {

  private static List<ColorOp.Four> draws(ColorJitter jitter, int count) {
    var draws = new ArrayList<ColorOp.Four>();
    for (int i = 0; i < count; i++) {
      draws.add((ColorOp.Four) jitter.draw(SplitMix64.of(2, i), 8, 8));
    }
    return draws;
  }

  private static List<Op> ops(ColorOp.Four four) {
    return List.of(four.first(), four.second(), four.third(), four.fourth());
  }

  @Test
  void every_order_of_the_four_comes_equally_often() {
    var counts = new HashMap<String, Integer>();
    for (var four : draws(new ColorJitter(0.4, 0.4, 0.4, 0.1, 1), 24_000)) {
      counts.merge(
          ops(four).stream().map(op -> op.getClass().getSimpleName()).toList().toString(),
          1,
          Integer::sum);
    }

    assertThat(counts).hasSize(24);
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }

  @Test
  void factors_are_even_around_one_and_never_negative() {
    double sum = 0;
    double least = 9;
    double most = -9;
    for (var four : draws(new ColorJitter(1.5, 0, 0, 0, 1), 20_000)) {
      for (var op : ops(four)) {
        if (op instanceof ColorOp.Brightness brightness) {
          sum += brightness.factor();
          least = Math.min(least, brightness.factor());
          most = Math.max(most, brightness.factor());
        }
      }
    }

    assertThat(sum / 20_000).isCloseTo(1.25, within(0.02)); // U(max(0, 1 - 1.5), 1 + 1.5)
    assertThat(least).isBetween(0.0, 0.01);
    assertThat(most).isBetween(2.49, 2.5);
  }

  @Test
  void a_range_of_0_leaves_an_operation_out() {
    var four = draws(new ColorJitter(0, 0.4, 0, 0, 1), 1).get(0);

    assertThat(ops(four)).filteredOn(op -> op.equals(Op.NONE)).hasSize(3);
    assertThat(ops(four)).hasAtLeastOneElementOfType(ColorOp.Contrast.class);
  }

  @Test
  void hue_turns_red_to_green_and_back() {
    var red = Planes.of(3, 1, 1, 1, 0, 0);

    new ColorOp.Hue(1 / 3.0).apply(red);
    assertThat(red.values()).containsExactly(new float[] {0, 1, 0}, within(1e-6f));

    new ColorOp.Hue(-1 / 3.0).apply(red);
    assertThat(red.values()).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
  }

  @Test
  void order_matters_because_every_operation_clamps() {
    var one = Planes.of(1, 1, 2, 0.9f, 0.1f);
    var other = Planes.of(1, 1, 2, 0.9f, 0.1f);

    new ColorOp.Brightness(2).apply(one);
    new ColorOp.Contrast(0.5).apply(one);
    new ColorOp.Contrast(0.5).apply(other);
    new ColorOp.Brightness(2).apply(other);

    assertThat(one.values()).containsExactly(new float[] {0.8f, 0.4f}, within(1e-6f));
    assertThat(other.values()).containsExactly(new float[] {1f, 0.6f}, within(1e-6f));
  }
}
