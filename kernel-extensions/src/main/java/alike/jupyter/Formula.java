package alike.jupyter;

import java.io.IOException;
import java.util.regex.Pattern;
import uk.ac.ed.ph.snuggletex.SnuggleEngine;
import uk.ac.ed.ph.snuggletex.SnuggleInput;
import uk.ac.ed.ph.snuggletex.XMLStringOutputOptions;

/** LaTeX as MathML, which browsers typeset without help and offline. */
final class Formula {

  private static final Pattern MATH = Pattern.compile("<math.*</math>", Pattern.DOTALL);

  private Formula() {}

  /** Returns the formula typeset, or its LaTeX as code if it is beyond the converter. */
  static String html(String latex) {
    var session = new SnuggleEngine().createSession();
    try {
      boolean read = session.parseInput(new SnuggleInput("$$" + latex + "$$"));
      var options = new XMLStringOutputOptions();
      options.setIncludingXMLDeclaration(false);
      options.setUsingNamedEntities(false);
      var math = MATH.matcher(String.valueOf(session.buildXMLString(options)));
      if (read && session.getErrors().isEmpty() && math.find()) {
        return math.group();
      }
    } catch (IOException e) {
      // falls through: text needs no reading
    }
    return "<code>" + Html.escape(latex) + "</code>";
  }
}
