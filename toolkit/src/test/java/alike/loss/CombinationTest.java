package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import alike.engine.Backend;
import alike.engine.OnBothEngines;

class CombinationTest {

  private static final Loss FIRST_VIEW = batch -> batch.view(0).square().sum();
  private static final Loss LAST_VIEW = batch -> batch.view(1).mul(3).sum();

  private static double[] both(Backend backend) {
    var sample = Sample.random(2, 4, 3, 1);
    return new double[] {sample.value(backend, FIRST_VIEW), sample.value(backend, LAST_VIEW)};
  }

  private static double value(Backend backend, Loss loss) {
    return Sample.random(2, 4, 3, 1).value(backend, loss);
  }

  @OnBothEngines
  void a_sum_adds_and_a_factor_scales(Backend backend) {
    double[] parts = both(backend);

    double loss = value(backend, FIRST_VIEW.plus(LAST_VIEW.weighted(0.5)));

    assertThat(loss).isCloseTo(parts[0] + 0.5 * parts[1], within(1e-4));
  }

  @OnBothEngines
  void symmetric_is_the_mean_over_both_orders_of_the_views(Backend backend) {
    Loss other = batch -> batch.view(1).square().sum();

    double loss = value(backend, FIRST_VIEW.symmetric());

    double expected = (value(backend, FIRST_VIEW) + value(backend, other)) / 2;
    assertThat(loss).isCloseTo(expected, within(1e-4));
  }

  @OnBothEngines
  void a_lambda_of_a_user_is_a_loss(Backend backend) {
    Loss mine =
        batch -> {
          NDArray plain = NtXent.temperature(0.1).of(batch);
          return plain.add(SupCon.temperature(0.2).of(batch).mul(0.1));
        };

    double loss = value(backend, mine);

    double a = value(backend, NtXent.temperature(0.1));
    double b = value(backend, SupCon.temperature(0.2));
    assertThat(loss).isCloseTo(a + 0.1 * b, within(1e-4));
  }

  @OnBothEngines
  void a_negative_or_infinite_factor_is_refused(Backend backend) {
    assertThatThrownBy(() -> FIRST_VIEW.weighted(-1)).hasMessageContaining("factor");
    assertThatThrownBy(() -> FIRST_VIEW.weighted(Double.NaN)).hasMessageContaining("factor");
  }
}
