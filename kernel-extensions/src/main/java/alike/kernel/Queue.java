package alike.kernel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.dflib.jjava.jupyter.messages.Message;

/**
 * Which cells were already waiting when one failed: they are aborted, as Jupyter's protocol has it;
 * JJava runs them. Goes by the time at which the front end sent them, corrected by how far its
 * clock is off.
 */
final class Queue {

  private Duration offset = Duration.ofDays(1); // our clock less the front end's, at most
  private Instant failed = Instant.MIN;

  /** Returns whether a request was sent before the last failure. */
  synchronized boolean aborts(Message<?> request) {
    var now = Instant.now();
    var sent = sent(request, now);
    var late = Duration.between(sent, now);
    offset = late.compareTo(offset) < 0 ? late : offset;
    return sent.plus(offset).isBefore(failed);
  }

  /** A cell failed just now. */
  synchronized void failed() {
    failed = Instant.now();
  }

  private static Instant sent(Message<?> message, Instant otherwise) {
    try {
      String date = message.getHeader().getTimestamp().getDateString();
      return OffsetDateTime.parse(date).toInstant();
    } catch (DateTimeException | NullPointerException e) {
      return otherwise; // a front end that sends no date
    }
  }
}
