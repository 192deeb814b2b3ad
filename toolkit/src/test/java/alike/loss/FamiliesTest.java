package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.show.Card;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every family of losses, given a batch that has all there is. */
class FamiliesTest {

  private static final int IMAGES = 6;
  private static final int WIDTH = 8;
  private static final int CLASSES = 10;
  private static final int ROWS = 9;

  static Stream<Arguments> families() {
    return Loss.families().stream()
        .flatMap(
            loss -> Engines.NAMES.stream().map(name -> Arguments.of(loss, Engines.backend(name))));
  }

  /** Returns how many views a family takes. */
  private static int views(Loss loss) {
    return loss instanceof SsCl || loss instanceof CoNe ? 1 : 2;
  }

  private static NDArray array(NDManager manager, int seed, long... shape) {
    var random = new SplittableRandom(seed);
    var numbers = new float[(int) new Shape(shape).size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return manager.create(numbers, new Shape(shape));
  }

  private static NDArray probabilities(NDManager manager, int seed, int rows) {
    return array(manager, seed, rows, CLASSES).softmax(1);
  }

  /** Returns a batch whose views belong to one manager and all else to another. */
  private static Batch batch(Loss loss, NDManager step, NDManager owner) {
    int views = views(loss);
    NDArray embeddings = array(step, 1, views, IMAGES, WIDTH);
    embeddings.setRequiresGradient(true);
    NDArray scores = array(owner, 7, IMAGES, CLASSES);
    scores.setRequiresGradient(true);
    var batch =
        Batch.of(embeddings)
            .withLabels(0, 1, 0, 2, 1, 0)
            .withBankLabels(IntStream.range(0, ROWS).map(row -> row % CLASSES).toArray())
            .withAssignments(0, 1, 2, 0, 1, 2)
            .with(Role.TARGETS, array(owner, 2, views, IMAGES, WIDTH))
            .with(Role.BANK, array(owner, 3, ROWS, WIDTH))
            .with(Role.PROTOTYPES, array(owner, 4, CLASSES, WIDTH))
            .with(Role.CONCENTRATIONS, array(owner, 5, CLASSES).abs().add(0.1f))
            .with(Role.CENTER, array(owner, 6, WIDTH))
            .with(Role.WEIGHTS, owner.ones(new Shape(IMAGES)))
            .with(Role.LOGITS, scores)
            .with(Role.PROBABILITIES, probabilities(owner, 8, IMAGES))
            .with(Role.BANK_PROBABILITIES, probabilities(owner, 9, ROWS));
    for (var learned : loss.learned(WIDTH)) {
      NDArray array =
          learned.random()
              ? array(owner, 10, learned.shape().getShape())
              : owner.full(learned.shape(), (float) learned.start());
      array.setRequiresGradient(true);
      batch = batch.with(learned.role(), array);
    }
    return batch;
  }

  @ParameterizedTest
  @MethodSource("families")
  void leaves_no_arrays_with_the_owners_of_what_it_is_lent(Loss loss, Backend backend) {
    try (var owner = backend.open();
        var step = owner.newSubManager()) {
      var batch = batch(loss, step, owner);
      step.create(new float[] {1}).close(); // whatever the first array brings
      int before = Census.under(owner) - Census.under(step);
      try (var tape = backend.record()) {
        NDArray value = loss.of(batch);
        tape.backward(value);

        assertThat(value.getManager()).isSameAs(step);
        assertThat(value.getShape()).isEqualTo(new Shape());
        assertThat(value.getFloat()).isFinite();
      }
      assertThat(Census.under(owner) - Census.under(step))
          .as("arrays of the owner")
          .isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void sends_a_gradient_to_the_views_and_to_all_that_is_learned(Loss loss, Backend backend) {
    try (var owner = backend.open();
        var step = owner.newSubManager()) {
      var batch = batch(loss, step, owner);

      try (var tape = backend.record()) {
        tape.backward(loss.of(batch));
      }

      boolean ofScores = loss instanceof CrossEntropy;
      assertGradient(ofScores ? batch.get(Role.LOGITS, "test") : batch.views(), "views or scores");
      for (var learned : loss.learned(WIDTH)) {
        assertGradient(batch.get(learned.role(), "test"), learned.role().name());
      }
    }
  }

  private static void assertGradient(NDArray array, String name) {
    float[] gradient = array.getGradient().toFloatArray();
    boolean flows = false;
    for (float number : gradient) {
      assertThat(number).as("gradient by %s", name).isFinite();
      flows |= number != 0;
    }
    assertThat(flows).as("a gradient by %s", name).isTrue();
  }

  @ParameterizedTest
  @MethodSource("alike.loss.Loss#families")
  void has_a_card_that_names_each_setting_and_the_code(Loss loss) {
    var card = ((Card.Carded) loss).card();

    assertThat(card.formula()).contains("\\mathcal{L}");
    assertThat(card.summary()).endsWith(".");
    assertThat(card.code()).isEqualTo(loss.toString()).startsWith(loss.getClass().getSimpleName());
    var settings = loss.getClass().getRecordComponents();
    assertThat(card.settings()).hasSize(settings.length);
    for (int i = 0; i < settings.length; i++) {
      assertThat(card.settings().get(i).name()).isEqualTo(settings[i].getName());
      assertThat(card.settings().get(i).meaning()).isNotEmpty();
    }
  }

  @Test
  void a_family_stands_once_in_the_list() {
    assertThat(Loss.families().stream().map(Object::getClass)).doesNotHaveDuplicates();
  }
}
