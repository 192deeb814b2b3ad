package alike.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
  private final Trace trace = new Trace(new Places());

  @Test
  void hides_the_frames_that_run_the_cell() {
    var shown =
        frames(
            frame("alike.loss.NtXent", "of", "NtXent.java"),
            frame("jdk.internal.reflect.DirectMethodHandleAccessor", "invoke", "D.java"),
            frame("java.lang.reflect.Method", "invoke", "Method.java"),
            frame("alike.kernel.Cells", "invoke", "Cells.java"),
            frame("org.dflib.jjava.kernel.JavaKernel", "doEval", "JavaKernel.java"));

    assertThat(shown).containsExactly("    at alike.loss.NtXent.of(NtXent.java:7)");
  }

  @Test
  void shows_one_frame_of_the_jdk_and_counts_the_others() {
    var shown =
        frames(
            frame("java.util.List", "of", "List.java"),
            frame("java.util.Objects", "requireNonNull", "Objects.java"),
            frame("java.util.Objects", "other", "Objects.java"),
            frame("alike.loss.NtXent", "of", "NtXent.java"));

    assertThat(shown)
        .containsExactly(
            "    at java.util.List.of(List.java:7)",
            "    … 2 more in the JDK",
            "    at alike.loss.NtXent.of(NtXent.java:7)");
  }

  @Test
  void counts_recursion_in_place_of_showing_it() {
    var deep = Collections.nCopies(1000, frame("demo.Deep", "down", "Deep.java"));

    assertThat(trace.frames(deep.toArray(StackTraceElement[]::new)))
        .containsExactly("    at demo.Deep.down(Deep.java:7)", "    … 999 more of the same");
  }

  @Test
  void shows_no_more_than_a_screen() {
    var many = new StackTraceElement[100];
    Arrays.setAll(many, i -> frame("demo.Many", "m" + i, "Many.java"));

    assertThat(frames(many)).hasSize(17).last().isEqualTo("    … 84 more");
  }

  @Test
  void names_a_line_of_a_cell_that_it_does_not_know() {
    var shown = frames(new StackTraceElement("", "half", "#31", 2));

    assertThat(shown).singleElement().asString().contains("half (an earlier cell)");
    assertThat(shown).allMatch(Trace::isInCell);
  }

  @Test
  void takes_the_wrapper_of_the_shell_off_class_names() {
    assertThat(Trace.plain("REPL.$JShell$12B$TooCold")).isEqualTo("TooCold");
    assertThat(Trace.plain("java.io.IOException")).isEqualTo("java.io.IOException");
  }

  private List<String> frames(StackTraceElement... frames) {
    return trace.frames(frames);
  }

  private static StackTraceElement frame(String owner, String method, String file) {
    return new StackTraceElement(owner, method, file, 7);
  }
}
