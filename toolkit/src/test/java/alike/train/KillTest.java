package alike.train;

import static org.assertj.core.api.Assertions.assertThat;

import alike.Fork;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings in a process that is killed (SIGKILL) at random moments and started again, until they
 * end, against the same trainings in peace. The suite kills three times an engine; {@code
 * -Dalike.kills=20} does it in full, in some ten minutes.
 */
@EnabledOnOs(OS.LINUX)
class KillTest {

  private static final int KILLS = Integer.getInteger("alike.kills", 3);
  private static final int EPOCHS = Math.max(4, KILLS / 2);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  @OnBothEngines
  void killed_and_resumed_trainings_come_to_the_same_bits(Backend backend)
      throws IOException, InterruptedException {
    var peace = folder.resolve("peace");
    var war = folder.resolve("war");
    var random = new SplittableRandom(KILLS);
    assertThat(live(backend, peace, Integer.MAX_VALUE, 0)).isEqualTo("done");

    int steps = Stored.all().size() * EPOCHS * 4;
    int kills = 0;
    for (; kills < KILLS; kills++) {
      var end = live(backend, war, random.nextInt(2 * steps / (KILLS + 1)), random.nextInt(40));
      if (end.equals("done")) {
        break;
      }
      requireReadable(war);
    }
    assertThat(kills).as("kills before the end").isGreaterThan(KILLS / 2);
    assertThat(live(backend, war, Integer.MAX_VALUE, 0)).isEqualTo("done");

    for (var name : Stored.all().keySet()) {
      var expected = Stored.runs(peace.resolve(name));
      var found = Stored.runs(war.resolve(name));
      assertThat(found).as(name).hasSize(1);
      assertThat(Stored.figures(found.get(0))).isEqualTo(Stored.figures(expected.get(0)));
      long last = EPOCHS * 4L;
      assertThat(Stored.arrays(found.get(0), last))
          .as("%s after %d kills", name, kills)
          .isEqualTo(Stored.arrays(expected.get(0), last));
    }
  }

  /**
   * Starts the process and kills it after some steps.
   *
   * @param lines steps until then
   * @param millis a while after the last of them
   * @return the last line that it wrote
   */
  private static String live(Backend backend, Path store, int lines, int millis)
      throws IOException, InterruptedException {
    var process =
        Fork.of(Mortal.class)
            .options("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .variable("ALIKE_THREADS", "2")
            .start(backend.name(), store.toString(), Integer.toString(EPOCHS));
    var all = new ArrayList<String>();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        all.add(line);
        seen += line.startsWith("step ") ? 1 : 0;
        if (seen > lines) {
          Thread.sleep(millis);
          var unused = process.destroyForcibly();
          break;
        }
      }
    }
    int status = process.waitFor();
    assertThat(lines == Integer.MAX_VALUE ? status : 0).as("%s", all).isZero();
    return all.isEmpty() ? "" : all.get(all.size() - 1);
  }

  private static void requireReadable(Path war) throws IOException {
    var damaged = new ArrayList<String>();
    for (var name : Stored.all().keySet()) {
      if (!Files.isDirectory(war.resolve(name))) {
        continue; // killed before this training began
      }
      for (var run : Stored.runs(war.resolve(name))) {
        var stored = RunFolder.open(RealDisk.HERE, run);
        assertThat(stored.about().path("seed").isIntegralNumber()).isTrue();
        stored
            .newest(damaged::add)
            .ifPresent(
                checkpoint ->
                    assertThat(MetricsLog.readable(stored.metrics(), Long.MAX_VALUE).names())
                        .contains("loss"));
      }
    }
    assertThat(damaged).isEmpty();
  }
}
