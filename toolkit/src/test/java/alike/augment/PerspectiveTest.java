package alike.augment;

import static alike.augment.PlainWarp.place;
import static alike.augment.PlainWarp.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.SplitMix64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerspectiveTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new Perspective(0.6, probability);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void corners_move_inward_by_whole_pixels_equally_often(long seed) {
    var draws = Draws.of(new Perspective(0.5, 1), Tilted.class, seed); // of 40 × 50
    int[] signX = {1, -1, -1, 1};
    int[] signY = {1, 1, -1, -1};

    for (int corner = 0; corner < 4; corner++) {
      var across = new int[13]; // 0 … 0.5 · 25
      var down = new int[11];
      for (var draw : draws) {
        var from = draw.from().get(corner);
        var to = draw.to().get(corner);
        across[(int) (signX[corner] * (to.x() - from.x()))]++;
        down[(int) (signY[corner] * (to.y() - from.y()))]++;
      }
      Draws.areEquallyFrequent(across);
      Draws.areEquallyFrequent(down);
    }
    assertThat(draws.get(0).from())
        .containsExactly(point(0, 0), point(49, 0), point(49, 39), point(0, 39));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pixels_come_from_where_the_corners_say(long seed) {
    var step = new Perspective(0.6, 1).withFill(0.3);
    for (var original : TestImages.all()) {
      var op = (Tilted) step.draw(SplitMix64.of(seed), original.height(), original.width());
      var back = times(square(op.from()), PlainWarp.adjugate(square(op.to())));

      PlainWarp.agrees(op, original, (x, y) -> place(back, x, y), 0.3, 5e-4);
    }
  }

  /** The map of the unit square's corners to these four, in closed form. */
  private static double[][] square(List<Tilted.Point> p) {
    double x0 = p.get(0).x();
    double y0 = p.get(0).y();
    double x1 = p.get(1).x() - p.get(2).x();
    double y1 = p.get(1).y() - p.get(2).y();
    double x2 = p.get(3).x() - p.get(2).x();
    double y2 = p.get(3).y() - p.get(2).y();
    double x3 = x0 - p.get(1).x() + p.get(2).x() - p.get(3).x();
    double y3 = y0 - p.get(1).y() + p.get(2).y() - p.get(3).y();
    double whole = x1 * y2 - x2 * y1;
    double g = (x3 * y2 - x2 * y3) / whole;
    double h = (x1 * y3 - x3 * y1) / whole;
    return new double[][] {
      {p.get(1).x() * (1 + g) - x0, p.get(3).x() * (1 + h) - x0, x0},
      {p.get(1).y() * (1 + g) - y0, p.get(3).y() * (1 + h) - y0, y0},
      {g, h, 1}
    };
  }

  @Test
  void corners_that_stay_leave_the_image_as_it_is() {
    var image = TestImages.colours();
    var corners = List.of(point(0, 0), point(23, 0), point(23, 19), point(0, 19));

    new Tilted(corners, corners, Interpolation.NEAREST, 1).apply(image);

    assertThat(image.values()).isEqualTo(TestImages.colours().values());
  }

  @Test
  void corners_on_one_line_are_refused() {
    var from = List.of(point(0, 0), point(9, 0), point(9, 9), point(0, 9));
    var to = List.of(point(0, 0), point(4, 0), point(9, 0), point(0, 9));

    assertThatThrownBy(
            () -> new Tilted(from, to, Interpolation.BILINEAR, 0).apply(TestImages.colours()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one line");
    assertThatThrownBy(() -> new Perspective(1, 1)).hasMessageContaining("[0, 1)");
  }

  private static Tilted.Point point(double x, double y) {
    return new Tilted.Point(x, y);
  }
}
