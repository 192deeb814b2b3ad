package alike.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesTest {

  @Test
  void a_cosine_ends_at_its_end_value() {
    var schedule = Cosine.warmup(0.1).to(0.2);

    assertThat(schedule.factor(5, 100)).isEqualTo(0.5);
    assertThat(schedule.factor(10, 100)).isEqualTo(1);
    assertThat(schedule.factor(55, 100)).isCloseTo(0.6, within(1e-12)); // halfway
    assertThat(schedule.factor(99, 100)).isBetween(0.2, 0.201);
  }

  @Test
  void a_line_falls_in_equal_steps() {
    var schedule = Line.warmup(0.2);

    assertThat(schedule.factor(0, 10)).isEqualTo(0.25); // half a step
    assertThat(schedule.factor(1, 10)).isEqualTo(0.5);
    assertThat(schedule.factor(2, 10)).isEqualTo(1);
    assertThat(schedule.factor(6, 10)).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.to(0.5).factor(6, 10)).isCloseTo(0.75, within(1e-12));
    assertThat(schedule.to(1).factor(9, 10)).as("constant after the warm-up").isEqualTo(1);
  }

  @Test
  void milestones_multiply_and_count_from_the_start() {
    var schedule = Milestones.at(0.6, 0.8);

    assertThat(schedule.factor(0, 100)).isEqualTo(1);
    assertThat(schedule.factor(59, 100)).isEqualTo(1);
    assertThat(schedule.factor(60, 100)).isEqualTo(0.1);
    assertThat(schedule.factor(80, 100)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule.times(0.5).factor(99, 100)).isEqualTo(0.25);
    assertThat(schedule.warmup(0.1).factor(5, 100)).isEqualTo(0.5);
    assertThat(schedule.warmup(0.1).factor(60, 100)).isEqualTo(0.1);
  }

  @Test
  void epochs_become_parts_of_all_steps() {
    assertThat(Cosine.warmupEpochs(10).over(100)).isEqualTo(Cosine.warmup(0.1));
    assertThat(Line.warmupEpochs(0.5).to(1).over(5)).isEqualTo(Line.warmup(0.1).to(1));
    assertThat(Milestones.epochs(120, 160).warmupEpochs(20).over(200))
        .isEqualTo(Milestones.at(0.6, 0.8).warmup(0.1));
    assertThat(Schedule.constant().over(3)).isSameAs(Schedule.constant());
  }

  @Test
  void epochs_that_the_training_does_not_have_are_refused_before_the_first_step() {
    assertThatThrownBy(() -> Cosine.warmupEpochs(10).over(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("10.0 epochs", "only 10 in all", "Train for more");
    assertThatThrownBy(() -> Cosine.warmupEpochs(1).factor(0, 10))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over(epochs)");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> Cosine.warmup(0).to(1.1)).hasMessageContaining("end");
    assertThatThrownBy(() -> Line.warmup(0).to(-1)).hasMessageContaining("end");
    assertThatThrownBy(() -> Cosine.warmupEpochs(-1)).hasMessageContaining("epochs");
    assertThatThrownBy(() -> Milestones.at(new double[0])).hasMessageContaining("milestones");
    assertThatThrownBy(() -> Milestones.at(0.8, 0.6)).hasMessageContaining("ascend");
    assertThatThrownBy(() -> Milestones.at(0.5).times(0)).hasMessageContaining("times");
  }

  @Test
  void each_prints_as_the_java_that_makes_it() {
    var printed =
        List.of(
            Cosine.warmup(0.1),
            Cosine.warmupEpochs(10).to(0.001),
            Line.warmup(0.1).to(1),
            Milestones.epochs(120, 160),
            Milestones.at(0.5).times(0.2).warmup(0.1));

    assertThat(printed.stream().map(Object::toString))
        .containsExactly(
            "Cosine.warmup(0.1)",
            "Cosine.warmupEpochs(10.0).to(0.001)",
            "Line.warmup(0.1).to(1.0)",
            "Milestones.epochs(120.0, 160.0)",
            "Milestones.at(0.5).times(0.2).warmup(0.1)");
  }
}
