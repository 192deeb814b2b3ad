package alike.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class SketchTest {

  private static final Sketch SKETCH =
      Sketch.of("Pulls")
          .circle("NT-Xent")
          .arrow(1, 0, 0, 0.3, 0)
          .panel("raw", 2)
          .point(-1.5, 1.5, 1);

  @Test
  void its_svg_has_the_text_and_the_palettes_colours() {
    var svg = SKETCH.svg();

    assertThat(svg).contains(">Pulls</text>", ">NT-Xent</text>", ">raw</text>", "role=\"img\"");
    assertThat(svg).contains("0,114,178").contains("213,94,0");
    assertThat(svg).isEqualTo(SKETCH.svg()).doesNotContain("<image");
  }

  @Test
  void y_points_up_and_panels_stand_side_by_side() {
    var image = SKETCH.image(1);

    assertThat(image.getWidth()).isEqualTo(460);
    assertThat(new Color(image.getRGB(263, 87))).isEqualTo(Color.decode("#d55e00"));
  }

  @Test
  void a_point_without_a_panel_is_refused() {
    assertThatThrownBy(() -> Sketch.of("none").point(0, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("panel");
  }
}
