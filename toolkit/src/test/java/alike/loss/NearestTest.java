package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestTest {

  private static final float[] SIMILARITIES = {
    0.1f, 0.9f, 0.5f, 0.5f, // row 0
    -1, -1, -1, -1
  };

  @Test
  void takes_the_most_similar_and_of_equal_ones_the_first() {
    var two = Nearest.of(SIMILARITIES, 4, 2);

    assertThat(two.counts()).containsExactly(2, 2);
    assertThat(two.has(0, 1)).isTrue();
    assertThat(two.has(0, 2)).isTrue();
    assertThat(two.has(1, 0)).isTrue();
    assertThat(two.has(1, 1)).isTrue();
  }

  @Test
  void takes_all_where_there_are_not_more() {
    assertThat(Nearest.of(SIMILARITIES, 4, 4).counts()).containsExactly(4, 4);
    assertThat(Nearest.of(SIMILARITIES, 4, 9).counts()).containsExactly(4, 4);
  }
}
