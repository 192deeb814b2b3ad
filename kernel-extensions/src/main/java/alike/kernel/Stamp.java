package alike.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.Message;

/** Dates messages to the microsecond: JJava 1.0a8 dates them to the minute. */
final class Stamp {
  private Stamp() {}

  static <T> Message<T> now(Message<T> message) {
    var header = message.getHeader();
    var date = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    return new Message<>(
        message.getIdentities(),
        new Header<>(
            header.getId(),
            header.getUsername(),
            header.getSessionId(),
            new KernelTimestamp(date),
            header.getType(),
            header.getVersion()),
        message.getParentHeader(),
        message.getMetadata(),
        message.getContent(),
        message.getBlobs());
  }
}
