package alike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.evaluate.Trials;
import alike.show.Provenance;
import org.junit.jupiter.api.Test;

class MetricTableTest {

  private static MetricTable table() {
    return MetricTable.of("Fashion_MNIST", "method")
        .higher("kNN (%)")
        .lower("ECE")
        .plain("rank")
        .row("SimCLR", Trials.of(84.0, 83.9, 84.3), Trials.of(0.03, 0.02, 0.04), Trials.of(20))
        .row("SupCon | τ", Trials.of(85.2, 85.0, 85.6), Trials.of(0.02, 0.03, 0.02), Trials.of(9))
        .row("raw", Trials.of(79.8, 79.8, 79.8), Trials.of(0.2, 0.2, 0.2), Trials.of(1));
  }

  private static Sheet.Cell cell(int row, int column) {
    return table().sheet().rows().get(row).get(column);
  }

  @Test
  void the_best_of_each_column_is_marked_by_its_direction() {
    assertThat(cell(1, 1)).isEqualTo(new Sheet.Cell("85.3 ± 0.3", Sheet.Mark.BEST));
    assertThat(cell(0, 1).mark()).isEqualTo(Sheet.Mark.NONE);
    assertThat(cell(1, 2).mark()).isEqualTo(Sheet.Mark.BEST);
    assertThat(cell(2, 2).mark()).isEqualTo(Sheet.Mark.NONE);
    assertThat(cell(0, 3)).isEqualTo(new Sheet.Cell("20.0", Sheet.Mark.NONE));
  }

  @Test
  void what_a_paired_test_does_not_tell_apart_from_the_best_is_marked_too() {
    double p = Trials.of(0.02, 0.03, 0.02).against(Trials.of(0.03, 0.02, 0.04)).tTest();

    assertThat(p).isGreaterThan(0.05);
    assertThat(cell(0, 2).mark()).isEqualTo(Sheet.Mark.TIED);
    assertThat(table().toString()).contains("0.030 ± 0.010 °", "0.023 ± 0.006 ★", "p ≥ 0.05");
  }

  @Test
  void equals_are_both_best_and_one_row_alone_is_not() {
    var one = MetricTable.of("t", "m").higher("a").row("x", Trials.of(1));

    assertThat(one.sheet().rows().get(0).get(1).mark()).isEqualTo(Sheet.Mark.NONE);
    assertThat(one.row("y", Trials.of(1)).sheet().rows())
        .allMatch(row -> row.get(1).mark() == Sheet.Mark.BEST);
    assertThat(one.toString()).contains("One seed.");
  }

  @Test
  void latex_has_rules_bold_means_and_escaped_names() {
    assertThat(table().latex())
        .contains("\\caption{Fashion\\_MNIST}", "\\begin{tabular}{lrrr}", "\\toprule", "\\midrule")
        .contains("kNN (\\%) $\\uparrow$", "ECE $\\downarrow$", "SupCon | $\\tau$")
        .contains("\\textbf{85.3} $\\pm$ 0.3", "$\\pm$ 0.010$^\\circ$", "\\bottomrule");
  }

  @Test
  void markdown_has_bold_cells_and_escaped_bars() {
    assertThat(table().markdown())
        .contains("**Fashion\\_MNIST**", "| method | kNN (%) ↑ | ECE ↓ | rank |")
        .contains("| --- | ---: | ---: | ---: |", "SupCon \\| τ", "**85.3 ± 0.3**");
  }

  @Test
  void tablesaw_csv_and_json_have_all_figures() {
    assertThat(table().table().column("kNN (%) ↑").getString(1)).isEqualTo("85.3 ± 0.3 ★");
    assertThat(table().csv()).contains("SupCon | τ,kNN (%),3,85.6\n").hasLineCount(1 + 21);
    assertThat(table().from(Provenance.none().with("data", "mini")).json())
        .contains("\"values\" : [ 84.0, 83.9, 84.3 ]", "\"data\" : \"mini\"", "\"java\" : ");
  }

  @Test
  void decimals_suit_the_size_and_minus_is_a_minus() {
    assertThat(Decimals.of(Trials.of(1234.5)).text(1234.4)).isEqualTo("1234");
    assertThat(Decimals.of(Trials.of(-2.5)).text(-2.5)).isEqualTo("−2.50");
    assertThat(Decimals.of(Trials.of(0.0042)).text(0.0042)).isEqualTo("0.0042");
    assertThat(new Decimals(1).text(-0.01)).isEqualTo("0.0");
    assertThat(new Decimals(0).text(-0.1)).isEqualTo("0");
  }

  @Test
  void rows_and_columns_must_fit() {
    assertThatThrownBy(() -> table().row("x", Trials.of(1)))
        .hasMessageContainingAll("'x'", "3 columns", "got 1");
    assertThatThrownBy(() -> table().higher("late")).hasMessageContaining("late");
  }
}
