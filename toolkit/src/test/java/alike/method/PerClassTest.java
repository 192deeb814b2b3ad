package alike.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerClassTest {

  private static final int[] LABELS = IntStream.range(0, 120).map(i -> i % 6).toArray();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void every_class_of_a_batch_has_so_many_images_or_a_multiple(int epoch) {
    var plan = new PerClass(LABELS, 4, 3).plan(epoch, 20);

    assertThat(plan).hasSize(6);
    for (int[] batch : plan) {
      var counts = new HashMap<Integer, Integer>();
      Arrays.stream(batch).forEach(image -> counts.merge(LABELS[image], 1, Integer::sum));
      assertThat(batch).hasSize(20).doesNotHaveDuplicates();
      assertThat(counts.values()).allMatch(count -> count % 4 == 0);
      assertThat(counts).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void all_images_come_once_before_one_comes_again() {
    var all = new TreeSet<Integer>();
    for (int[] batch : new PerClass(LABELS, 4, 3).plan(0, 24)) { // all six classes in each
      Arrays.stream(batch).forEach(all::add);
    }

    assertThat(all).hasSize(120);
  }

  @Test
  void seed_and_epoch_decide() {
    var plan = new PerClass(LABELS, 4, 3).plan(2, 20);

    assertThat(new PerClass(LABELS, 4, 3).plan(2, 20)).containsExactlyElementsOf(plan);
    assertThat(new PerClass(LABELS, 4, 3).plan(3, 20).get(0)).isNotEqualTo(plan.get(0));
    assertThat(new PerClass(LABELS, 4, 4).plan(2, 20).get(0)).isNotEqualTo(plan.get(0));
  }

  @Test
  void more_places_than_classes_bring_classes_back_and_small_classes_repeat_images() {
    int[] labels = {0, 0, 0, 0, 0, 2, 2, 0, 0, 0}; // no image of class 1, two of class 2

    var plan = new PerClass(labels, 5, 1).plan(0, 10);

    assertThat(plan).hasSize(1);
    assertThat(Arrays.stream(plan.get(0)).filter(image -> labels[image] == 2)).hasSize(5);
  }
}
