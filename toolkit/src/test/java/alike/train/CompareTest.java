package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.optimize.AdamW;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CompareTest {

  @OnBothEngines
  void seeds_of_one_recipe_are_one_line_with_mean_and_deviation(Backend backend) {
    Engines.use(backend.name());
    var values = new ArrayList<>(List.of(0.1, 0.5, 0.2, 0.7, 0.3, 0.9));
    var base = Small.pretrain().monitor(new Given(values));
    try (var one = base.fit(Small.IMAGES);
        var two = base.seed(4).fit(Small.IMAGES);
        var other = base.optimizer(AdamW.rate(0.5)).fit(Small.IMAGES)) {
      var compare = Compare.of(one, two, other);

      var table = compare.table();
      assertThat(table.rowCount()).isEqualTo(2);
      assertThat(table.stringColumn("settings").get(0)).contains("AdamW.rate(0.001)");
      assertThat(table.stringColumn("settings").get(1)).isEqualTo(".optimizer(AdamW.rate(0.5))");
      assertThat(table.intColumn("runs").asList()).containsExactly(2, 1);
      assertThat(table.stringColumn("m").asList()).containsExactly("0.6000 ± 0.1414", "0.9000");
      assertThat(table.columnNames()).containsExactly("settings", "runs", "loss", "m");
      assertThat(compare.toString()).contains("m 0.6000 ± 0.1414");
      assertThat(compare.chart().charts()).as("loss and m").hasSize(2);
      assertThat(compare.chart("m").csv()).contains("0.15", "0.6");
      assertThatThrownBy(() -> compare.chart("knn"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("\"knn\"", "[loss, m]");
    }
    assertThat(Compare.deviation(new double[] {1, 2, 3, 4})).isCloseTo(1.2909944, within(1e-7));
  }

  /** Measures what it is given. */
  private record Given(List<Double> values) implements Monitor {
    @Override
    public Map<String, Double> measure(alike.model.Encoder encoder) {
      return Map.of("m", values.remove(0));
    }

    @Override
    public String toString() {
      return "given";
    }
  }
}
