package alike.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.shaded.org.slf4j.LoggerFactory;
import org.dflib.jjava.shaded.org.zeromq.SocketType;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/** A kernel and its only client in one process, for the class-data archive. */
final class Training {
  private static final int LIMIT_MILLIS = 60_000;
  private static final List<String> CELLS =
      List.of(
          "1 + 1",
          "int x = 5;\nvar list = List.of(1, 2, 3);\nlist",
          "System.out.println(\"x is \" + x);\nSystem.err.printf(\"%d%n\", x);",
          "list.stream().map(i -> i * x).filter(i -> i > 5).toList()",
          "record Point(int x, int y) {}\nnew Point(1, 2)",
          "class Counter { int n; int next() { return ++n; } }\nvar c = new Counter();",
          "int twice(int i) { return 2 * i; }\ntwice(x)",
          "for (int i = 0; i < 3; i++) { c.next(); }\nc.n",
          "display(\"text\")",
          "new double[] {1, 2}",
          "throw new IllegalStateException(\"meant\");",
          "int bad = \"text\";");

  private Training() {}

  /** Ends the process if it fails or hangs, telling {@code terminal} why. */
  static void run(PrintStream terminal) {
    Daemon.start(
        "alike-limit",
        () -> {
          Thread.sleep(LIMIT_MILLIS);
          fail(terminal, "it hangs");
        });
    try {
      train();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      fail(terminal, e.toString());
    }
  }

  private static void fail(PrintStream terminal, String why) {
    terminal.println("The training run of the kernel failed: " + why);
    Runtime.getRuntime().halt(1);
  }

  private static void train() throws IOException, GeneralSecurityException {
    var address = address();
    var launch = new Launch(address, Settings.of(System.getenv()));
    launch.connect();
    launch.prepare();
    try (var client = new Client(address)) {
      client.bind(address);
      client.ask(MessageType.KERNEL_INFO_REQUEST, new KernelInfoRequest());
      for (var code : CELLS) {
        var cell = new ExecuteRequest(code, false, true, Map.of(), false, false);
        client.ask(MessageType.EXECUTE_REQUEST, cell);
      }
    }
  }

  private static KernelConnectionProperties address() throws IOException {
    var ports = new ArrayList<Integer>();
    var open = new ArrayList<ServerSocket>();
    var local = InetAddress.getLoopbackAddress();
    for (int i = 0; i < 5; i++) {
      var socket = new ServerSocket(0, 1, local);
      open.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (var socket : open) {
      socket.close();
    }
    return new KernelConnectionProperties(
        local.getHostAddress(),
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        "tcp",
        "hmac-sha256",
        UUID.randomUUID().toString());
  }

  private static final class Client extends JupyterSocket {

    Client(KernelConnectionProperties address) throws GeneralSecurityException {
      super(
          ZMQ.context(1),
          SocketType.DEALER,
          address.createHMACGenerator(),
          LoggerFactory.getLogger("Training"));
    }

    @Override
    public void bind(KernelConnectionProperties address) { // a client connects where kernels bind
      connect(formatAddress(address.getTransport(), address.getIp(), address.getShellPort()));
    }

    <T> void ask(MessageType<T> type, T content) {
      sendMessage(new Message<>(new Header<>("training", type), content));
      do {
        recv();
      } while (hasReceiveMore());
    }
  }
}
