package alike.kernel;

import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** The kernel's end of the Jupyter protocol: JJava's, with our own channels for all but stdin. */
final class Connection extends JupyterConnection {
  private final KernelConnectionProperties settings;
  private final Port requests;
  private final Port orders;
  private final Publisher publisher;
  private final CountDownLatch end = new CountDownLatch(1);

  Connection(KernelConnectionProperties settings) throws GeneralSecurityException {
    super(settings);
    this.settings = settings;
    var context = ZMQ.context(1);
    this.requests = new Port(context, settings.createHMACGenerator(), false, this);
    this.orders = new Port(context, settings.createHMACGenerator(), true, this);
    this.publisher = new Publisher(context, settings.createHMACGenerator());
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

  /** Ends the wait of {@link #waitUntilClose}; the channels close with the process. */
  void end() {
    end.countDown();
  }

  boolean ended() {
    return end.getCount() == 0;
  }

  @Override
  public void waitUntilClose() {
    try {
      end.await();
      publisher.drain(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
