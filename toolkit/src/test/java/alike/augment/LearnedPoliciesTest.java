package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.augment.AutoAugment.Policy;
import alike.data.SplitMix64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AutoAugment, RandAugment and TrivialAugment: what they draw, how often and how strong. */
class LearnedPoliciesTest {

  private static final int HEIGHT = 40;
  private static final int WIDTH = 60;

  @Nested
  class OfAutoAugment implements StepContract {
    @Override
    public Step step() {
      return new AutoAugment(Policy.CIFAR_10);
    }
  }

  @Nested
  class OfRandAugment implements StepContract {
    @Override
    public Step step() {
      return new RandAugment(2, 9);
    }
  }

  @Nested
  class OfRandAugmentInTensorFlowsForm implements StepContract {
    @Override
    public Step step() {
      return new RandAugment(2, 10, RandAugment.Form.TENSORFLOW);
    }
  }

  @Nested
  class OfTrivialAugment implements StepContract {
    @Override
    public Step step() {
      return new TrivialAugment();
    }
  }

  /** What torchvision's own tables give: linspace(0, most, levels), and what is made of it. */
  static Stream<Object[]> strengths() {
    var usual = BinStrengths.usual(10);
    var wide = BinStrengths.wide();
    return Stream.of(
        new Object[] {usual, Change.SHEAR_X, 5, 0.3 * 5 / 9, sheared(0.3 * 5 / 9, 0)},
        new Object[] {usual, Change.SHEAR_Y, 9, 0.3, sheared(0, 0.3)},
        new Object[] {usual, Change.TRANSLATE_X, 9, 27, Transformed.shift(27, 0, 0)},
        new Object[] {usual, Change.TRANSLATE_Y, 6, 12, Transformed.shift(0, 12, 0)},
        new Object[] {usual, Change.ROTATE, 3, 10, turned(10)},
        new Object[] {usual, Change.BRIGHTNESS, 9, 0.9, new ColorOp.Brightness(1.9)},
        new Object[] {usual, Change.COLOR, 9, 0.9, new ColorOp.Saturation(1.9)},
        new Object[] {usual, Change.CONTRAST, 9, 0.9, new ColorOp.Contrast(1.9)},
        new Object[] {usual, Change.SHARPNESS, 9, 0.9, new Sharpened(1.9)},
        new Object[] {wide, Change.SHEAR_X, 30, 0.99, sheared(0.99, 0)},
        new Object[] {wide, Change.TRANSLATE_X, 30, 32, Transformed.shift(32, 0, 0)},
        new Object[] {wide, Change.TRANSLATE_Y, 15, 16, Transformed.shift(0, 16, 0)},
        new Object[] {wide, Change.ROTATE, 30, 135, turned(135)},
        new Object[] {wide, Change.BRIGHTNESS, 30, 0.99, new ColorOp.Brightness(1.99)});
  }

  private static Op sheared(double across, double down) {
    return new Sheared(across, down, Interpolation.NEAREST, 0);
  }

  private static Op turned(double degrees) {
    return new Rotated(degrees, Interpolation.NEAREST, 0);
  }

  @ParameterizedTest(name = "{1} at {2}")
  @MethodSource("strengths")
  void changes_go_to_either_side_equally_often_and_as_far_as_the_table_says(
      BinStrengths strengths, Change change, int level, double far, Op positive) {
    int same = 0;
    for (int i = 0; i < 1000; i++) {
      var op = strengths.op(change, level, SplitMix64.of(3, i), HEIGHT, WIDTH);
      assertThat(op).hasSameClassAs(positive);
      same += op.equals(positive) ? 1 : 0;
    }

    assertThat(far).isPositive();
    assertThat(same).isBetween(420, 580); // 5 standard deviations
  }

  @Test
  void bits_and_thresholds_are_those_of_torchvision() {
    int[] bits = {8, 8, 7, 7, 6, 6, 5, 5, 4, 4}; // 8 - round(4 i / 9)
    for (int level = 0; level < 10; level++) {
      var usual = BinStrengths.usual(10);
      var random = SplitMix64.of(1);
      assertThat(usual.op(Change.POSTERIZE, level, random, 9, 9))
          .isEqualTo(new Masked(bits[level]));
      var solarized = (Solarized) usual.op(Change.SOLARIZE, level, random, 9, 9);
      assertThat(solarized.threshold()).isCloseTo(1 - level / 9.0, within(1e-12));
    }
    assertThat(BinStrengths.wide().op(Change.POSTERIZE, 30, SplitMix64.of(1), 9, 9))
        .isEqualTo(new Masked(2));
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void each_pair_is_drawn_equally_often_and_its_changes_as_their_probabilities_say(Policy policy) {
    var pairs = policy.pairs();
    assertThat(pairs).hasSize(25);
    var expected = new HashMap<String, Double>();
    for (var pair : pairs) {
      for (var item : List.of(pair.first(), pair.second())) {
        var random = SplitMix64.of(1);
        var op = policy.strengths().op(item.change(), item.level(), random, HEIGHT, WIDTH);
        if (!op.equals(Op.NONE)) {
          expected.merge(kind(op), item.probability() / pairs.size(), Double::sum);
        }
      }
    }

    var found = new HashMap<String, Integer>();
    for (int i = 0; i < Draws.COUNT; i++) {
      var op = new AutoAugment(policy).draw(SplitMix64.of(8, i), HEIGHT, WIDTH);
      parts(op).forEach(part -> found.merge(kind(part), 1, Integer::sum));
    }

    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (kind, mean) ->
            assertThat(found.getOrDefault(kind, 0) / (double) Draws.COUNT)
                .as("%s a draw", kind)
                .isCloseTo(mean, within(5 * Math.sqrt(2 * mean / Draws.COUNT))));
  }

  private static String kind(Op op) {
    return op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static List<Op> parts(Op op) {
    return op instanceof Sequence sequence
        ? sequence.ops()
        : op.equals(Op.NONE) ? List.of() : List.of(op);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void rand_augment_draws_each_of_fourteen_equally_often_as_many_as_told(int count) {
    var step = new RandAugment(count, 9);
    Map<String, Integer> found = new HashMap<>();
    int all = 0;
    for (int i = 0; i < Draws.COUNT; i++) {
      var parts = parts(step.draw(SplitMix64.of(2, i), HEIGHT, WIDTH));
      assertThat(parts).hasSizeLessThanOrEqualTo(count);
      parts.forEach(part -> found.merge(kind(part), 1, Integer::sum));
      all += parts.size();
    }

    double each = count * Draws.COUNT / 14.0;
    assertThat(all / each).isCloseTo(13, within(0.15)); // the fourteenth leaves the image
    for (var once : List.of("rotated", "brightness", "masked", "stretched", "equalized")) {
      assertThat((double) found.getOrDefault(once, 0)).isCloseTo(each, within(5 * Math.sqrt(each)));
    }
    for (var twice : List.of("sheared", "transformed")) {
      assertThat((double) found.getOrDefault(twice, 0))
          .isCloseTo(2 * each, within(5 * Math.sqrt(2 * each)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void trivial_augment_draws_every_strength_equally_often(long seed) {
    var turns = new int[31];
    for (int i = 0; i < 20 * Draws.COUNT; i++) {
      if (new TrivialAugment().draw(SplitMix64.of(seed, i), HEIGHT, WIDTH) instanceof Rotated r) {
        double level = Math.abs(r.degrees()) / 4.5;
        assertThat(level).isCloseTo(Math.rint(level), within(1e-9));
        turns[(int) Math.rint(level)]++;
      }
    }

    Draws.areEquallyFrequent(turns);
  }

  @Test
  void impossible_settings_are_refused() {
    assertThatThrownBy(() -> new RandAugment(0, 9)).hasMessageContaining("count");
    assertThatThrownBy(() -> new RandAugment(2, 31)).hasMessageContainingAll("magnitude", "30");
    assertThatThrownBy(() -> new RandAugment(2, 11, RandAugment.Form.TENSORFLOW))
        .hasMessageContainingAll("magnitude", "10");
  }
}
