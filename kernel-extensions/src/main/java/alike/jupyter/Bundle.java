package alike.jupyter;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * One output in several forms, of which each viewer takes the best that it knows; immutable.
 *
 * @param forms MIME type → content, always with text/plain
 */
record Bundle(Map<String, String> forms) {

  Bundle {
    forms = Map.copyOf(forms);
  }

  static Bundle text(String text) {
    return new Bundle(Map.of("text/plain", text));
  }

  /** Adds HTML, in our style. */
  Bundle html(String body) {
    return with("text/html", Style.wrap(body));
  }

  Bundle svg(String svg) {
    return with("image/svg+xml", svg);
  }

  Bundle png(byte[] png) {
    return with("image/png", Base64.getEncoder().encodeToString(png));
  }

  String form(String type) {
    return forms.getOrDefault(type, "");
  }

  void into(DisplayData data) {
    forms.forEach((type, content) -> data.putData(type, content));
  }

  private Bundle with(String type, String content) {
    var more = new LinkedHashMap<>(forms);
    more.put(type, content);
    return new Bundle(more);
  }
}
