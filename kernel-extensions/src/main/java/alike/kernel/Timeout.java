package alike.kernel;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** JJAVA_TIMEOUT, for example {@code 2 seconds}: JJava reports it and lets the code run on. */
final class Timeout {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");

  private final Thread watch;

  private Timeout(long millis, Stopper stopper) {
    watch =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                System.err.printf("alike: the cell reached JJAVA_TIMEOUT, %d ms.%n", millis);
                stopper.stop();
              } catch (InterruptedException e) {
                // the cell was faster
              }
            },
            "alike-timeout");
    watch.setDaemon(true);
  }

  /** Starts the watch over the present cell; without a limit it does nothing. */
  static Timeout start(Stopper stopper) {
    long millis = millis(System.getenv().getOrDefault("JJAVA_TIMEOUT", ""));
    var timeout = new Timeout(millis, stopper);
    if (millis > 0) {
      timeout.watch.start();
    }
    return timeout;
  }

  /** Returns the limit in ms; 0 for none, or for a text that is no duration. */
  static long millis(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return 0;
    }
    try {
      String unit = form.group(2).isEmpty() ? "milliseconds" : form.group(2);
      return TimeUnit.valueOf(unit.toUpperCase(Locale.ROOT))
          .toMillis(Long.parseLong(form.group(1)));
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /** Ends the watch. */
  void close() {
    watch.interrupt();
  }
}
