package alike.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.jspecify.annotations.Nullable;

/**
 * What people know from IPython and JJava 1.0a8 lacks: {@code String.valueOf?} shows the
 * documentation in the pager, {@code %clear_output} clears the cell's output.
 */
final class Help {
  private static final Pattern QUESTION = Pattern.compile("\\s*([\\w.$]+)\\?\\s*");

  private Help() {}

  /** Returns what a cell asks about, if it is a question. */
  static Optional<String> subject(String code) {
    var question = QUESTION.matcher(code);
    return question.matches() ? Optional.of(question.group(1)) : Optional.empty();
  }

  /**
   * Returns the payload that makes a front end open its pager.
   *
   * @param subject a name, for example {@code String.valueOf}
   */
  static List<Object> page(AlikeKernel kernel, String subject) {
    var found = kernel.inspect(subject, subject.length(), true);
    if (found == null) {
      System.err.printf("Nothing is known of %s. Is it imported, or spelt otherwise?%n", subject);
      return List.of();
    }
    return List.of(
        Map.of(
            "source",
            "page",
            "data",
            Map.of(MIMEType.TEXT_PLAIN.toString(), found.getData(MIMEType.TEXT_PLAIN)),
            "start",
            0));
  }

  /**
   * Makes {@code %clear_output}, and {@code %clear_output wait}, which clears with what comes next.
   */
  static LineMagic<@Nullable Object, BaseKernel> clearOutput() {
    return (kernel, words) -> {
      var console = ((AlikeKernel) kernel).console();
      console.flush();
      var outlet = console.outlet();
      if (outlet != null) {
        outlet.publish(
            words.contains("wait")
                ? PublishClearOutput.BEFORE_NEXT_OUTPUT
                : PublishClearOutput.NOW);
      }
      return null;
    };
  }
}
