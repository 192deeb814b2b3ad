package alike.kernel;

import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * Brings the last messages of a channel out of the process.
 *
 * <p>A message that is "sent" only lies in a queue, from which a thread of ZeroMQ's writes it to
 * the network. A process that ends before that thread had its turn takes the message with it, and
 * the client waits for a reply for ever.
 */
final class Farewell {
  private static final int LINGER_MILLIS = 1000; // for a client that does not read

  private Farewell() {}

  /**
   * Closes {@code socket}, the only one of {@code context}, and waits until all that it has sent is
   * written or nobody reads it.
   */
  static void send(JupyterSocket socket, ZMQ.Context context) {
    socket.setLinger(LINGER_MILLIS);
    socket.close();
    context.term();
  }
}
