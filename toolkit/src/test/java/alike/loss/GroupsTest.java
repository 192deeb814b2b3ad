package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest {

  @Test
  void positives_are_the_others_of_a_class_however_it_is_numbered() {
    var groups = Groups.of(new int[] {7, Integer.MAX_VALUE, 7, 0, 7, Integer.MAX_VALUE});

    int[] positives = {
      groups.positives(0), groups.positives(1), groups.positives(2), groups.positives(3)
    };
    assertThat(positives).containsExactly(2, 1, 2, 0);
    assertThat(groups.classes()[0]).isEqualTo(groups.classes()[4]);
    assertThat(groups.classes()).doesNotContain(Integer.MAX_VALUE);
  }

  @Test
  void partners_are_the_views_of_an_image() {
    var groups = Groups.partners(3);

    assertThat(groups.classes()).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(groups.positives(4)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 30})
  void the_pull_and_its_gradient_are_those_of_loops(int classCount) {
    int rows = 61;
    int width = 19;
    var sample = Sample.random(1, rows, width, classCount);
    var unit = UnitRows.of(Workbench.take(0), sample.numbers(), 0, rows, width);
    var classes = new int[rows];
    Arrays.setAll(classes, row -> row % classCount);
    var groups = Groups.of(classes);
    var weights = new double[rows];
    Arrays.setAll(weights, row -> groups.positives(row) == 0 ? 0 : 0.1 + row % 4);
    var gradient = new float[unit.padded()];

    double value = groups.pull(unit, weights, gradient);

    double expected = 0;
    var by = new double[rows][width];
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < rows; p++) {
        if (p != i && classes[p] == classes[i]) {
          double weight = weights[i] / groups.positives(i);
          expected += weight * unit.dot(i, unit.values(), unit.start(p));
          for (int k = 0; k < width; k++) {
            by[i][k] += weight * unit.values()[unit.start(p) + k];
            by[p][k] += weight * unit.values()[unit.start(i) + k];
          }
        }
      }
    }
    assertThat(value).isCloseTo(expected, within(1e-4));
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < width; k++) {
        assertThat((double) gradient[unit.start(i) + k]).isCloseTo(-by[i][k], within(2e-5));
      }
    }
    assertThat(groups.pull(unit, weights, new float[0])).isEqualTo(value);
  }
}
