package alike.show;

import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a value tells of itself: a front end may draw it, a terminal prints it.
 *
 * @param title the value's name, for example {@code NT-Xent}
 * @param summary one sentence
 * @param formula LaTeX without delimiters; empty if there is none
 * @param settings each setting with its value and what it means, in order
 * @param source where it comes from (paper, equation); empty if there is none
 * @param code the Java expression that makes the value
 */
public record Card(
    String title,
    String summary,
    String formula,
    List<Setting> settings,
    String source,
    String code) {

  /**
   * One line of a card.
   *
   * @param name the setting's name
   * @param value its value as shown
   * @param meaning what it does, its unit, range and the paper's default; may be empty
   */
  public record Setting(String name, String value, String meaning) {}

  /** Copies the settings in. */
  public Card {
    settings = List.copyOf(settings);
  }

  /** Returns the card as plain text, as wide as a terminal. */
  public String text() {
    var text = new StringBuilder(title).append(": ").append(summary);
    for (var setting : settings) {
      text.append("%n  %-18s %-12s %s".formatted(setting.name, setting.value, setting.meaning));
    }
    if (!source.isEmpty()) {
      text.append("%n  source: %s".formatted(source));
    }
    return text.append("%n  %s".formatted(code)).toString();
  }

  /** Returns the cards of values as a table, a row a card: title, summary and source. */
  public static Table table(String name, List<?> values) {
    var cards =
        values.stream()
            .filter(Carded.class::isInstance)
            .map(value -> ((Carded) value).card())
            .toList();
    return Table.create(
        name,
        column("name", cards, Card::title),
        column("what it does", cards, Card::summary),
        column("source", cards, Card::source));
  }

  private static StringColumn column(
      String name, List<Card> cards, Function<Card, String> content) {
    return StringColumn.create(name, cards.stream().map(content).toList());
  }

  /** A value that has a card. */
  @FunctionalInterface
  public interface Carded {

    /** Returns what the value tells of itself. */
    Card card();
  }
}
