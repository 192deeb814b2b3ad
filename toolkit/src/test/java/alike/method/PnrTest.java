package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.BarlowTwins;
import alike.loss.NtXent;
import alike.loss.VicReg;
import alike.model.MlpHead;
import alike.model.Projection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PnrTest {

  private static final SimClr SIM_CLR =
      SimClr.loss(NtXent.temperature(0.2)).withHead(Projection.plain(5));
  private static final MoCo MO_CO =
      MoCo.temperature(0.2).queue(20).momentum(0.9).withHead(Projection.plain(5));
  private static final List<Method> BASES =
      List.of(
          SIM_CLR,
          MO_CO,
          Byol.widths(8, 5),
          SimSiam.widths(8, 4),
          BarlowTwinsMethod.loss(BarlowTwins.standard()).withHead(MlpHead.widths(8, 5)),
          VicRegMethod.loss(VicReg.standard()).withHead(MlpHead.widths(8, 5)));

  @Nested
  class OnSimClr implements MethodContract {
    @Override
    public Pnr small() {
      return Pnr.of(SIM_CLR).hidden(8);
    }

    @Override
    public Smoke smoke() {
      var base = SimClr.loss(NtXent.temperature(0.2)).withHead(Projection.plain(32));
      return Smoke.of(Pnr.of(base).hidden(64), 6, 0.01);
    }

    /**
     * Not asserted: the past of a training from nothing is noise, and the method holds on to it.
     */
    @Override
    public void learns_more_than_a_random_encoder_knows_and_does_not_collapse(Backend backend) {}

    /** The past never moves, which a test of its own says. */
    @Override
    public void only_the_end_of_a_step_moves_a_teacher(Backend backend) {}

    @OnBothEngines
    void does_not_collapse_in_a_short_run(Backend backend) {
      assertThat(smoke().on(backend).spread()).isGreaterThan(0.2);
    }
  }

  @Nested
  class OnMoCo implements MethodContract {
    @Override
    public Pnr small() {
      return Pnr.of(MO_CO).hidden(8);
    }

    @Override
    public Smoke smoke() {
      var base = MoCo.temperature(0.2).withHead(Projection.plain(32));
      return Smoke.of(Pnr.of(base).hidden(64), 6, 0.01);
    }

    /**
     * Not asserted: the past of a training from nothing is noise, and the method holds on to it.
     */
    @Override
    public void learns_more_than_a_random_encoder_knows_and_does_not_collapse(Backend backend) {}

    /** The past never moves, which a test of its own says. */
    @Override
    public void only_the_end_of_a_step_moves_a_teacher(Backend backend) {}

    @OnBothEngines
    void does_not_collapse_in_a_short_run(Backend backend) {
      assertThat(smoke().on(backend).spread()).isGreaterThan(0.2);
    }
  }

  /** The past is what the training started from, and stays so. */
  @OnBothEngines
  void the_past_is_a_copy_of_the_start_that_never_moves(Backend backend) {
    for (var base : BASES) {
      for (var method : Stream.of(Pnr.of(base).hidden(8), Cassle.of(base).hidden(8)).toList()) {
        try (var training = Rehearsal.of(method, backend, 5)) {
          float[] start = weights(training, "encoder");
          double[] losses = training.steps(4);

          assertThat(losses).as("%s", method).doesNotContain(Double.NaN);
          assertThat(weights(training, "pastEncoder")).as("%s", method).isEqualTo(start);
          assertThat(weights(training, "encoder")).as("%s", method).isNotEqualTo(start);
        }
      }
    }
  }

  private static float[] weights(Rehearsal training, String network) {
    return training.network(network).trainable().get(0).getArray().toFloatArray();
  }

  /** The first step of SimCLR, whose equations are tested apart. */
  @OnBothEngines
  void a_step_on_simclr_is_the_sum_of_both_terms(Backend backend) {
    for (var sides : Pnr.Sides.values()) {
      try (var training = Rehearsal.of(Pnr.of(SIM_CLR).hidden(8).sides(sides), backend, 5)) {
        double expected = training.of(views -> expected(training, views, sides))[0];

        assertThat(training.steps(1)[0]).as("%s", sides).isCloseTo(expected, within(1e-4));
      }
    }
  }

  private static NDArray expected(Rehearsal training, Views views, Pnr.Sides sides) {
    NDArray z = training.network("head").teach(training.network("encoder").teach(views.images()));
    var evaluated = training.network("encoder"); // the past equals the present at the start
    NDArray f =
        evaluated
            .backend()
            .evaluating(
                () ->
                    training
                        .network("head")
                        .forward(evaluated.forward(views.images(), false), false));
    int n = views.size();
    var distiller = training.network("distiller");
    NDArray p = distiller.teach(z.get(":" + n)).concat(distiller.teach(z.get(n + ":")));
    NDArray main =
        sides.main() ? PseudoNegatives.main(z, f, 0.2, false) : PseudoNegatives.mainAlone(z, 0.2);
    NDArray regular =
        sides.regularisation()
            ? PseudoNegatives.regularising(p, f, z, 0.2, false, false)
            : PseudoNegatives.contrast(p, f, 0.2);
    return main.add(regular);
  }

  @OnBothEngines
  void main_alone_is_nt_xent(Backend backend) {
    try (var training = Rehearsal.of(SIM_CLR, backend, 5)) {
      double expected =
          training
              .of(
                  views ->
                      PseudoNegatives.mainAlone(
                          training
                              .network("head")
                              .teach(training.network("encoder").teach(views.images())),
                          0.2))[0];

      assertThat(training.steps(1)[0]).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void a_base_that_cannot_go_on_is_refused_by_name() {
    var other = SwavMethod.prototypes(10);

    assertThatThrownBy(() -> Pnr.of(other)).hasMessageContainingAll("Pnr", "Swav", "SimSiam");
    assertThatThrownBy(() -> Cassle.of(other)).hasMessageContainingAll("Cassle", "Swav");
  }

  @Test
  void mean_squares_without_a_minimum_are_refused() {
    var vicReg = VicRegMethod.loss(VicReg.standard());

    assertThatThrownBy(() -> Pnr.of(vicReg).weights(20, 20))
        .hasMessageContainingAll("20", "minimum", "23 and 25");
  }

  @Test
  void they_print_as_the_java_that_makes_them() {
    assertThat(Pnr.of(SIM_CLR).sides(Pnr.Sides.MAIN).keepingPositive())
        .hasToString("Pnr.of(%s).sides(Pnr.Sides.MAIN).keepingPositive()".formatted(SIM_CLR));
    assertThat(Cassle.of(MO_CO).weight(2).hidden(64))
        .hasToString("Cassle.of(%s).weight(2.0).hidden(64)".formatted(MO_CO));
  }
}
