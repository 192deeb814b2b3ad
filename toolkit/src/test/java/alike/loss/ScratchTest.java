package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void the_next_step_gets_the_same_arrays_and_zeros_where_it_asks_for_them() {
    var first = Scratch.take();
    float[] one = first.floats(10);
    float[] two = first.floats(20);
    one[3] = 5;
    two[3] = 5;
    first.giveBack();

    var next = Scratch.take();

    assertThat(next).isSameAs(first);
    assertThat(next.zeros(10)).isSameAs(one).containsOnly(0);
    assertThat(next.floats(20)).isSameAs(two);
    assertThat(next.floats(20)).isNotSameAs(two).hasSize(20);
    next.giveBack();
  }

  @Test
  void a_step_of_another_size_gets_arrays_of_that_size() {
    var scratch = Scratch.take();
    float[] before = scratch.floats(10);
    scratch.giveBack();

    var next = Scratch.take();

    assertThat(next.floats(11)).isNotSameAs(before).hasSize(11);
    next.giveBack();
  }

  @Test
  void two_steps_at_a_time_share_nothing() {
    var one = Scratch.take();
    var other = Scratch.take();

    assertThat(other.floats(10)).isNotSameAs(one.floats(10));
    other.giveBack();
    one.giveBack();
  }

  @Test
  void large_arrays_are_not_kept() {
    var scratch = Scratch.take();
    float[] large = scratch.floats((1 << 20) + 1);
    scratch.giveBack();

    assertThat(Scratch.take().floats(large.length)).isNotSameAs(large);
  }
}
