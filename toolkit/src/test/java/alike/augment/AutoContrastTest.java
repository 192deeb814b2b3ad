package alike.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AutoContrastTest implements StepContract.Sometimes {

  @Override
  public Step step(double probability) {
    return new AutoContrast(probability);
  }

  @Test
  void each_channel_reaches_from_0_to_1_and_one_of_one_value_stays() {
    var image = Planes.of(3, 1, 3, 0.2f, 0.4f, 0.6f, 0.5f, 0.75f, 1, 0.3f, 0.3f, 0.3f);

    new Stretched().apply(image);

    assertThat(image.values())
        .containsExactly(new float[] {0, 0.5f, 1, 0, 0.5f, 1, 0.3f, 0.3f, 0.3f}, within(1e-6f));
  }
}
