package alike.kernel;

import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;

/** The kernel's end of the Jupyter protocol: JJava's, with our own channels for all but stdin. */
final class Connection extends JupyterConnection {
  private static final long PATIENCE_MILLIS = 2000; // per channel, for its last messages

  private final KernelConnectionProperties settings;
  private final Port requests;
  private final Port orders;
  private final Publisher publisher;
  private final CompletableFuture<Thread> end = new CompletableFuture<>();

  Connection(KernelConnectionProperties settings) throws GeneralSecurityException {
    super(settings);
    this.settings = settings;
    this.requests = new Port(settings.createHMACGenerator(), false, this);
    this.orders = new Port(settings.createHMACGenerator(), true, this);
    this.publisher = new Publisher(settings.createHMACGenerator());
  }

  @Override
  public void connect() {
    publisher.bind(settings);
    heartbeat.bind(settings);
    stdin.bind(settings);
    orders.bind(settings);
    requests.bind(settings);
    publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
  }

  @Override
  public IOPubChannel getIOPub() {
    return publisher;
  }

  Reply reply(Port port, Message<?> request, boolean aborted) {
    return new Reply(port, stdin, publisher, request, aborted);
  }

  /** Says that {@code last}, the thread of a port, has answered the request to end. */
  void end(Thread last) {
    end.complete(last);
  }

  boolean ended() {
    return end.isDone();
  }

  /** Waits until a client has ended the kernel and its last messages are on their way. */
  @Override
  public void waitUntilClose() {
    try {
      end.join().join(PATIENCE_MILLIS); // a port's thread ends when its reply has left the process
      publisher.finish(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
