package alike.method;

import static org.assertj.core.api.Assertions.assertThat;

import alike.loss.InfoNceQueue;
import alike.model.Projection;
import org.junit.jupiter.api.Test;

class MoCoTest implements MethodContract {

  @Override
  public MoCo small() {
    return MoCo.temperature(0.2).queue(20).momentum(0.9).withHead(Projection.plain(5));
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(MoCo.temperature(0.2).withHead(Projection.plain(32)), 10, 0.01);
  }

  @Test
  void prints() {
    assertThat(MoCo.temperature(0.2)).hasToString("MoCo.temperature(0.2)");
    assertThat(InfoNceQueue.standard()).isNotNull();
  }
}
