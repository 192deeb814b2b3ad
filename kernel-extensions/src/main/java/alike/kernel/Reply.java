package alike.kernel;

import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.Message;

/**
 * What a request is answered with; knows whether it has been, and what to do with its followers.
 */
final class Reply extends ShellReplyEnvironment {
  private final Port port;
  private final boolean aborted;
  private boolean sent;

  Reply(Port port, StdinChannel stdin, Publisher publisher, Message<?> request, boolean aborted) {
    super(port, stdin, publisher, request);
    this.port = port;
    this.aborted = aborted;
  }

  @Override
  public void reply(Message<?> message) {
    sent = true;
    super.reply(message);
  }

  /** Whether an answer has been given. */
  boolean sent() {
    return sent;
  }

  /** Whether an earlier request has failed and took this one with it. */
  boolean aborted() {
    return aborted;
  }

  /** Aborts the requests that wait in the queue at this moment. */
  void abortQueued() {
    port.abortQueued();
  }
}
