package alike.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {

  private static Table table(int rows) {
    return Table.create(
        "t<>",
        IntColumn.create("i", IntStream.range(0, rows).map(i -> i + 1000).toArray()),
        DoubleColumn.create("x", IntStream.range(0, rows).mapToDouble(i -> i / 3.0).toArray()),
        StringColumn.create("<s>", IntStream.range(0, rows).mapToObj(i -> "<i>" + i)));
  }

  @Test
  void a_long_table_shows_its_first_and_last_rows_and_says_how_many_it_left_out() {
    var html = Shown.by(table(50_000)).html();

    assertThat(html)
        .contains(">1000<", ">1009<", ">50995<", ">50999<", "49,985 rows", "50,000 rows, 3 columns")
        .doesNotContain(">1010<", ">50994<")
        .hasSizeLessThan(8_000);
  }

  @Test
  void a_short_table_is_shown_whole() {
    assertThat(Shown.by(table(20)).html()).contains(">1000<", ">1019<").doesNotContain("⋮");
    assertThat(Shown.by(table(0)).html()).contains("0 rows");
    assertThat(Shown.by(table(1)).html()).contains("1 row,");
  }

  @Test
  void types_stand_in_the_head_and_numbers_to_the_right() {
    assertThat(Shown.by(table(2)).html())
        .contains("<th scope=\"col\" class=\"alike-n\">x<br>", ">double</span>", ">string</span>")
        .contains("<td class=\"alike-n\">0.33333</td>", "<td>&lt;i&gt;1</td>")
        .doesNotContain("<s>", "<i>");
  }

  @Test
  void missing_values_are_marked() {
    var table = Table.create("t", DoubleColumn.create("x", new double[] {1, Double.NaN}));

    assertThat(Shown.by(table).html()).contains("title=\"missing\"");
  }

  @Test
  void wide_tables_are_cut_and_say_so() {
    var table = Table.create("t");
    for (int i = 0; i < 40; i++) {
      table.addColumns(IntColumn.create("c" + i, new int[] {i}));
    }

    assertThat(Shown.by(table).html())
        .contains(">c29<", "40 columns, the last 10 of them not shown")
        .doesNotContain(">c30<");
  }

  @Test
  void numbers_are_short_and_keep_their_size() {
    assertThat(Html.number(0.123456789)).isEqualTo("0.12346");
    assertThat(Html.number(123456.789)).isEqualTo("123457");
    assertThat(Html.number(2.50)).isEqualTo("2.5");
    assertThat(Html.number(-3)).isEqualTo("-3");
    assertThat(Html.number(2.699e-7)).isEqualTo("2.699e-07");
    assertThat(Html.number(1e-5)).isEqualTo("1e-05");
    assertThat(Html.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Html.number(0.9999999)).isEqualTo("1");
  }
}
