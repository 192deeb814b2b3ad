package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.data.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {

  @Test
  void images_stay_together_that_agree_in_all_labels() {
    var groups =
        Groups.one(6).split(new int[] {1, 1, 0, 0, 1, 0}).split(new int[] {5, 5, 5, 2, 2, 5});

    assertThat(groups.labels()).containsExactly(0, 0, 1, 2, 3, 1);
    assertThat(groups.sizes()).containsExactly(2, 2, 1, 1);
  }

  @Test
  void every_batch_is_of_one_group_and_there_are_as_many_as_a_shuffle_has() {
    var labels = IntStream.range(0, 100).map(i -> i % 3 == 0 ? 0 : i % 7 == 0 ? 1 : 2).toArray();
    var batches = Groups.of(labels).batches(8, SplitMix64.of(1));

    assertThat(batches).hasSize(100 / 8);
    for (int[] batch : batches) {
      assertThat(Arrays.stream(batch).map(image -> labels[image]).distinct().count()).isEqualTo(1);
      assertThat(Arrays.stream(batch).distinct().count()).isEqualTo(8);
    }
    assertThat(batches.stream().map(batch -> labels[batch[0]]).distinct()).contains(0, 1, 2);
  }

  @Test
  void a_pass_goes_round_the_groups_and_uses_each_image_once() {
    // groups of 4, 9 and 4 images: batches of 2 are 2, 4 and 2, round by round
    var labels = new int[17];
    Arrays.fill(labels, 4, 13, 1);
    Arrays.fill(labels, 13, 17, 2);
    var batches = Groups.of(labels).batches(2, SplitMix64.of(3));

    assertThat(batches.stream().map(batch -> labels[batch[0]]).toList())
        .containsExactly(0, 1, 2, 0, 1, 2, 1, 1);
    assertThat(batches.stream().flatMapToInt(Arrays::stream).distinct().count()).isEqualTo(16);
  }

  @Test
  void the_same_random_numbers_give_the_same_batches_and_others_do_not() {
    var groups = Groups.one(50);

    var batches = groups.batches(5, SplitMix64.of(1)).toArray(int[][]::new);
    var same = groups.batches(5, SplitMix64.of(1)).toArray(int[][]::new);
    var others = groups.batches(5, SplitMix64.of(2)).toArray(int[][]::new);

    assertThat(same).isDeepEqualTo(batches);
    assertThat(Arrays.deepEquals(others, batches)).isFalse();
  }

  @Test
  void groups_that_fill_no_batch_are_refused_with_what_to_do() {
    var groups = Groups.of(new int[] {0, 0, 0, 1, 1, 2});

    assertThatThrownBy(() -> groups.batches(4, SplitMix64.of(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("4", "at most 3", "smaller batch");
  }
}
