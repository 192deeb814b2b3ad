package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {

  private static List<List<Integer>> played(Rounds rounds) {
    var played = new ArrayList<List<Integer>>();
    for (int pair = 0; pair < rounds.size(); pair++) {
      rounds.play(pair, (left, right) -> played.add(List.of(left, right)));
    }
    return played;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 16})
  void within_a_set_every_two_blocks_and_each_with_itself_meet_once(int blocks) {
    var played = played(Rounds.within(blocks));

    assertThat(played).hasSize(blocks * (blocks + 1) / 2).doesNotHaveDuplicates();
    assertThat(played).allMatch(pair -> pair.get(0) <= pair.get(1) && pair.get(1) < blocks);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "5, 1", "3, 4", "4, 3", "6, 6"})
  void every_left_block_meets_every_right_block_once(int left, int right) {
    var played = played(Rounds.between(left, right));

    assertThat(played).hasSize(left * right).doesNotHaveDuplicates();
    assertThat(played).allMatch(pair -> pair.get(0) < left && pair.get(1) < right);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 8, 16})
  void about_half_as_many_pairs_as_blocks_can_be_played_at_a_time(int blocks) {
    var pairs = played(Rounds.within(blocks));

    // pairs in order, each in the first round in which both its blocks are free
    Map<Integer, Integer> free = new HashMap<>();
    var sizes = new HashMap<Integer, Integer>();
    for (var pair : pairs) {
      int round =
          new HashSet<>(pair).stream().mapToInt(b -> free.getOrDefault(b, 0)).max().orElse(0);
      pair.forEach(block -> free.put(block, round + 1));
      sizes.merge(round, 1, Integer::sum);
    }
    assertThat(sizes).hasSizeLessThanOrEqualTo(blocks + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void on_several_threads_each_block_meets_the_others_in_the_same_order(int threads)
      throws InterruptedException {
    int blocks = 9;
    var alone = new ArrayList<List<Integer>>();
    played(Rounds.within(blocks)).forEach(alone::add);
    var rounds = Rounds.within(blocks);
    var met = new ArrayList<List<Integer>>();
    for (int block = 0; block < blocks; block++) {
      met.add(new ArrayList<>()); // written by whoever plays the block, by one at a time
    }
    var next = new java.util.concurrent.atomic.AtomicInteger();
    Runnable player =
        () -> {
          for (int pair = next.getAndIncrement();
              pair < rounds.size();
              pair = next.getAndIncrement()) {
            rounds.play(
                pair,
                (left, right) -> {
                  met.get(left).add(right);
                  if (left != right) {
                    met.get(right).add(left);
                  }
                });
          }
        };
    var players = new ArrayList<Thread>();
    for (int thread = 0; thread < threads; thread++) {
      players.add(new Thread(player));
    }
    players.forEach(Thread::start);
    for (var each : players) {
      each.join();
    }

    for (int block = 0; block < blocks; block++) {
      int own = block;
      assertThat(met.get(block))
          .containsExactlyElementsOf(
              alone.stream()
                  .filter(pair -> pair.contains(own))
                  .map(pair -> pair.get(0) == own ? pair.get(1) : pair.get(0))
                  .toList());
    }
  }
}
