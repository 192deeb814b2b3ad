package alike.kernel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * The channel "shell" or "control": reads requests and has them handled, one at a time.
 *
 * <p>Mends three things of JJava 1.0a8: it sleeps 50 ms after every message, an {@code Error} ends
 * its loop for good, and requests that fail are never answered.
 */
final class Port extends ShellChannel {
  private static final long STACK = 64L << 20; // javac recurses into long expressions

  private final Connection connection;
  private final boolean control;
  private final ZMQ.Poller poller;
  private final Queue<Message<?>> aborted = new ArrayDeque<>();

  Port(HMACGenerator signature, boolean control, Connection connection) {
    super(ZMQ.context(1), signature, control, connection);
    this.connection = connection;
    this.control = control;
    this.poller = ctx.poller(1);
    this.poller.register(this, ZMQ.Poller.POLLIN);
  }

  @Override
  public void bind(KernelConnectionProperties settings) {
    int port = control ? settings.getControlPort() : settings.getShellPort();
    bind(formatAddress(settings.getTransport(), settings.getIp(), port));
    var name = control ? "alike-control" : "alike-shell";
    var loop = new Thread(null, this::loop, name, STACK);
    loop.setDaemon(true);
    loop.start();
  }

  @Override
  public synchronized void sendMessage(Message<?> message) {
    super.sendMessage(Stamp.now(message));
  }

  /** Marks the requests that have arrived by now, so that they are answered but not done. */
  void abortQueued() {
    while (poller.poll(0) > 0) {
      aborted.add(readMessage());
    }
  }

  private void loop() {
    Publisher.calm();
    while (!connection.ended()) {
      try {
        if (!aborted.isEmpty()) {
          answer(aborted.remove(), true);
        } else if (poller.poll(1000) > 0) {
          answer(readMessage(), false);
        }
      } catch (Throwable e) { // whatever a request does, the next one is handled
        if (!connection.ended()) {
          logger.warn("A message could not be handled: {}", e.toString());
        }
      }
    }
    Farewell.send(this, ctx);
  }

  private <T> void answer(Message<T> request, boolean abort) {
    var reply = connection.reply(this, request, abort);
    ShellHandler<T> handler = connection.getHandler(request.getHeader().getType());
    if (handler == null) {
      logger.warn("No handler for {}", request.getHeader().getType());
      return;
    }
    try {
      handler.handle(reply, request);
    } catch (Throwable e) { // an Error in one request must not end the kernel
      logger.warn("{} failed", request.getHeader().getType(), e);
      fail(reply, request, e);
    } finally {
      reply.resolveDeferrals();
    }
    if (reply.isMarkedForShutdown()) {
      connection.end(Thread.currentThread());
    }
  }

  private static void fail(Reply reply, Message<?> request, Throwable e) {
    var name = request.getHeader().getType().getName();
    if (reply.sent() || !name.endsWith("_request")) {
      return;
    }
    var type = MessageType.getType(name.replace("_request", "_reply"));
    reply.replyError(
        type.error(),
        new ErrorReply(e.getClass().getName(), String.valueOf(e.getMessage()), List.of()));
  }
}
