package alike.train;

import static org.assertj.core.api.Assertions.assertThat;

import alike.Fork;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Native memory over 2,000 steps, in a JVM whose heap cannot grow and whose optimising compiler,
 * which takes its own native memory once and at any moment, is left out.
 */
@EnabledOnOs(OS.LINUX)
class EnduranceTest {

  private static final Pattern MOMENT =
      Pattern.compile("^moment step \\d+ arrays (\\d+) resident (\\d+) kB$");

  @OnBothEngines
  void arrays_and_resident_memory_stay_flat_over_2000_steps_after_1000_of_warm_up(Backend backend) {
    var ended =
        Fork.of(Endurance.class)
            .variable("ALIKE_THREADS", "1") // the arrays are too small to share out
            .options(
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1")
            .run(backend.name(), "3000");

    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.value("steps")).isEqualTo("3000");
    assertThat(ended.value("left")).as("arrays after the run was closed").isEqualTo("0");
    assertThat(figures(ended, 1)).hasSize(40).containsOnly(figures(ended, 1).get(0));
    var resident = figures(ended, 2);
    long warm = resident.get(13); // after 1,050 steps
    long most = resident.stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.printf(
        "%s: %d kB after 1,050 steps, %d after 3,000, %d at most%n",
        backend.name(), warm, resident.get(39), most);
    assertThat(most).as("resident kB %s", resident).isLessThan(warm * 105 / 100);
  }

  private static List<Long> figures(Fork.Ended ended, int group) {
    return ended
        .output()
        .lines()
        .map(MOMENT::matcher)
        .filter(found -> found.matches())
        .map(found -> Long.valueOf(found.group(group)))
        .toList();
  }
}
