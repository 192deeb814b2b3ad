package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.method.Learner.Pace;
import alike.show.Card;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every method: the method's test implements this. */
interface MethodContract {

  /** Returns the method with small heads, for {@link Rehearsal}'s 24 images in batches of 8. */
  Method small();

  /** Returns the views of a step; for methods that take more than views of one size. */
  default Rehearsal.Source source() {
    return Rehearsal::noise;
  }

  /** Returns a short training of this method on {@link Smoke}'s images, with small heads. */
  Smoke smoke();

  private Rehearsal rehearse(Backend backend, int seed) {
    return Rehearsal.of(small(), backend, seed, source());
  }

  @OnBothEngines
  default void what_learns_gets_gradients_and_teachers_get_none(Backend backend) {
    try (var training = rehearse(backend, 5)) {
      var unused = training.steps(2);
      double loss = training.backward();

      assertThat(loss).isFinite();
      for (var entry : training.learner().networks().entrySet()) {
        var pace = training.learner().pace(entry.getKey(), training.moment());
        for (var parameter : entry.getValue().trainable()) {
          try (var gradient = parameter.getArray().getGradient()) {
            var numbers = gradient.toFloatArray();
            if (pace == Pace.FOLLOWING) {
              assertThat(numbers).as("%s of %s", parameter, entry.getKey()).containsOnly(0f);
            }
          }
        }
        if (pace != Pace.FOLLOWING) {
          assertThat(gradient(entry.getValue())).as(entry.getKey()).isPositive();
        }
      }
    }
  }

  private static double gradient(alike.model.Network network) {
    double largest = 0;
    for (var parameter : network.trainable()) {
      try (var gradient = parameter.getArray().getGradient()) {
        for (float number : gradient.toFloatArray()) {
          largest = Math.max(largest, Math.abs(number));
        }
      }
    }
    return largest;
  }

  @OnBothEngines
  default void only_the_end_of_a_step_moves_a_teacher(Backend backend) {
    try (var training = rehearse(backend, 5)) {
      var unused = training.steps(2);
      for (var entry : training.learner().networks().entrySet()) {
        if (training.learner().pace(entry.getKey(), training.moment()) != Pace.FOLLOWING) {
          continue;
        }
        var weight = entry.getValue().trainable().get(0).getArray();
        float[] before = weight.toFloatArray();
        double loss = training.backward();
        training.descend();

        assertThat(weight.toFloatArray()).as(entry.getKey()).containsExactly(before);
        training.end();
        assertThat(loss).isFinite();
        assertThat(weight.toFloatArray()).as(entry.getKey()).isNotEqualTo(before);
      }
    }
  }

  @OnBothEngines
  default void goes_on_bit_for_bit_in_a_fresh_learner(Backend backend) {
    try (var training = rehearse(backend, 5)) {
      var unused = training.steps(4); // in the midst of an epoch
      var saved = training.save();
      double[] expected = training.steps(4);
      try (var other = rehearse(backend, 6)) {
        other.load(saved);

        assertThat(other.steps(4)).containsExactly(expected);
        same(training.save().arrays(), other.save().arrays());
      }
    }
  }

  private static void same(Map<String, Object> expected, Map<String, Object> arrays) {
    assertThat(arrays.keySet()).containsExactlyElementsOf(expected.keySet());
    arrays.forEach((name, array) -> assertThat(array).as(name).isEqualTo(expected.get(name)));
  }

  @OnBothEngines
  default void is_the_same_for_the_same_seed_alone(Backend backend) {
    try (var training = rehearse(backend, 5);
        var again = rehearse(backend, 5);
        var other = rehearse(backend, 6)) {
      double[] expected = training.steps(4);

      assertThat(again.steps(4)).containsExactly(expected);
      assertThat(other.steps(4)).isNotEqualTo(expected);
    }
  }

  @Test
  default void the_engines_agree_over_the_first_steps() {
    try (var one = rehearse(Engines.backend("MXNet"), 5);
        var other = rehearse(Engines.backend("PyTorch"), 5)) {
      double[] expected = one.steps(4);
      double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());

      assertThat(other.steps(4)).containsExactly(expected, within(1e-4 * scale));
    }
  }

  @OnBothEngines
  default void nothing_outlives_a_step_or_a_closed_learner(Backend backend) {
    int before = Census.of(backend);
    try (var training = rehearse(backend, 5)) {
      var unused = training.steps(4);
      int during = Census.of(backend);
      unused = training.steps(3);

      assertThat(Census.of(backend)).as("after seven steps").isEqualTo(during);
      assertThat(unused).hasSize(3);
    }
    assertThat(Census.of(backend)).as("after closing").isEqualTo(before);
  }

  @Test
  default void has_a_card_that_ends_in_the_java_that_makes_it() {
    assertThat(small()).isInstanceOf(Card.Carded.class);
    var card = ((Card.Carded) small()).card();

    assertThat(card.code()).isEqualTo(small().toString()).contains(small().getClass().getSimpleName());
    assertThat(card.source()).contains("arXiv");
    assertThat(card.settings()).isNotEmpty();
  }

  @OnBothEngines
  default void learns_more_than_a_random_encoder_knows_and_does_not_collapse(Backend backend) {
    var result = smoke().on(backend);

    assertThat(result.knn()).as(result.toString()).isGreaterThan(result.random() + smoke().margin());
    assertThat(result.spread()).as(result.toString()).isGreaterThan(0.2);
  }
}
