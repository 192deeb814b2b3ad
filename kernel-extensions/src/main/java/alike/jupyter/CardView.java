package alike.jupyter;

import alike.show.Card;

/** Values that tell of themselves: losses, augmentations, methods. */
final class CardView {

  private CardView() {}

  static Bundle of(Card.Carded value) {
    var card = value.card();
    return Bundle.text(card.text()).html(html(card));
  }

  private static String html(Card card) {
    var html = new StringBuilder("<div class=\"alike-card\"><div class=\"alike-title\">");
    html.append(Html.escape(card.title())).append("</div><div>");
    html.append(Html.escape(card.summary())).append("</div>");
    if (!card.formula().isEmpty()) {
      html.append("<div class=\"alike-formula\">")
          .append(Formula.html(card.formula()))
          .append("</div>");
    }
    if (!card.settings().isEmpty()) {
      html.append("<table class=\"alike-table\"><thead><tr><th scope=\"col\">setting</th>")
          .append("<th scope=\"col\" class=\"alike-n\">value</th>")
          .append("<th scope=\"col\">meaning</th></tr></thead><tbody>");
      card.settings().forEach(setting -> html.append(row(setting)));
      html.append("</tbody></table>");
    }
    if (!card.source().isEmpty()) {
      html.append("<div class=\"alike-small alike-dim\">Source: ")
          .append(Html.escape(card.source()))
          .append("</div>");
    }
    return html.append("<pre class=\"alike-code\">")
        .append(Html.escape(card.code()))
        .append("</pre></div>")
        .toString();
  }

  private static String row(Card.Setting setting) {
    return "<tr><th scope=\"row\">%s</th><td class=\"alike-n\">%s</td><td>%s</td></tr>"
        .formatted(
            Html.escape(setting.name()),
            Html.escape(setting.value()),
            Html.escape(setting.meaning()));
  }
}
