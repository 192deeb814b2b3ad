package alike.kernel;

import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;

/**
 * JJava's connection, three things mended: it looks for messages every 2 ms instead of every 50, an
 * {@code Error} in a handler no longer ends the channel for good, and dates have milliseconds.
 */
final class Connection extends JupyterConnection {

  private static final long POLL_MILLIS = 2;

  Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
    super(properties);
    poll(shell);
    poll(control);
  }

  private static void poll(ShellChannel channel) {
    set(ShellChannel.class, "sleep", channel, POLL_MILLIS);
  }

  private static void set(Class<?> type, String name, Object of, long value) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      field.setLong(of, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JJava has changed: %s.%s".formatted(type, name), e);
    }
  }

  @Override
  public <T> void setHandler(MessageType<T> type, ShellHandler<T> handler) {
    super.setHandler(
        type,
        (environment, message) -> {
          try {
            handler.handle(environment, message);
          } catch (StackOverflowError | AssertionError | LinkageError | OutOfMemoryError e) {
            System.err.println("alike: %s while handling %s".formatted(e, type.getName()));
          }
        });
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext context) {
    preciseDates();
    return super.prepareReplyEnv(channel, context);
  }

  /** Makes the messages that this thread sends carry milliseconds; JJava's end at the minute. */
  static void preciseDates() {
    try {
      Field field = KernelTimestamp.class.getDeclaredField("DATE_FORMAT");
      field.setAccessible(true);
      if (((ThreadLocal<?>) field.get(null)).get() instanceof DateFormat format) {
        ((SimpleDateFormat) format).applyPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JJava has changed: KernelTimestamp.DATE_FORMAT", e);
    }
  }
}
