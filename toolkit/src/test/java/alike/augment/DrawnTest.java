package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;

import alike.augment.Drawn.Kind;
import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fused pass draws the very numbers that the steps draw one by one. */
class DrawnTest {

  private static final int HEIGHT = 41;
  private static final int WIDTH = 57;

  /** Everything that is fused, some of it twice, and each of it sometimes. */
  private static final List<Step> STEPS =
      List.of(
          new RandomResizedCrop(24, 0.05, 1),
          new HorizontalFlip(0.5),
          new ColorJitter(0.4, 0.5, 0.6, 0.1, 0.8),
          new RandomGrayscale(0.2),
          new Solarize(0.3, 0.3),
          new GaussianBlur(7, 0.1, 2, 0.5),
          new HorizontalFlip(0.5),
          new ColorJitter(0, 0.3, 0, 0.2, 0.9),
          new GaussianBlur(3, 0.5, 1, 0.5),
          Normalize.none());

  /** What a step does, as {@link Drawn} writes it. */
  private record Act(Kind kind, double value, int kernel) {}

  private static void acts(Op op, List<Act> acts) {
    if (op instanceof ColorOp.Four four) {
      List.of(four.first(), four.second(), four.third(), four.fourth())
          .forEach(each -> acts(each, acts));
    } else if (op instanceof ColorOp.Brightness brightness) {
      acts.add(new Act(Kind.BRIGHTNESS, brightness.factor(), 0));
    } else if (op instanceof ColorOp.Contrast contrast) {
      acts.add(new Act(Kind.CONTRAST, contrast.factor(), 0));
    } else if (op instanceof ColorOp.Saturation saturation) {
      acts.add(new Act(Kind.SATURATION, saturation.factor(), 0));
    } else if (op instanceof ColorOp.Hue hue) {
      acts.add(new Act(Kind.HUE, hue.turns(), 0));
    } else if (op instanceof Greyed) {
      acts.add(new Act(Kind.GREY, 0, 0));
    } else if (op instanceof Solarized solarized) {
      acts.add(new Act(Kind.SOLARIZE, solarized.threshold(), 0));
    } else if (op instanceof Blurred blurred) {
      acts.add(new Act(Kind.BLUR, blurred.sigmaX(), blurred.kernelX()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void every_number_is_that_of_the_step(long seed) {
    var drawn = new Drawn();
    int flips = 0;
    for (int index = 0; index < 500; index++) {
      int view = index % 3;
      drawn.draw(STEPS, HEIGHT, WIDTH, seed, 4, index, view);

      var expected = new ArrayList<Act>();
      boolean flipped = false;
      for (int i = 0; i < STEPS.size() - 1; i++) {
        var op = STEPS.get(i).draw(SplitMix64.of(seed, 4, index, view, i), HEIGHT, WIDTH);
        if (op instanceof Resized crop) {
          assertThat(List.of(drawn.top(), drawn.left(), drawn.height(), drawn.width()))
              .containsExactly(crop.top(), crop.left(), crop.height(), crop.width());
        }
        flipped ^= op instanceof Flipped;
        acts(op, expected);
      }
      var found = new ArrayList<Act>();
      for (int i = 0; i < drawn.count(); i++) {
        found.add(new Act(drawn.kind(i), drawn.value(i), drawn.kernel(i)));
      }
      assertThat(found).isEqualTo(expected);
      assertThat(drawn.flipped()).isEqualTo(flipped);
      flips += flipped ? 1 : 0;
    }
    assertThat(flips).isBetween(190, 310);
  }
}
