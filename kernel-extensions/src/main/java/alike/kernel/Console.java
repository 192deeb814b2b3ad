package alike.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinWorkerThread;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what code prints and brings it to its cell.
 *
 * <p>Mends JJava 1.0a8, which sends one message a line, cuts characters in two, and loses what is
 * printed after the cell has ended. Output goes to the cell whose code started the printing thread;
 * that of pools that cells share, and of threads no cell has started, to the latest cell.
 */
final class Console extends JupyterIO {
  private static final long GATHER_MILLIS = 50;
  private static final int ENOUGH = 1 << 16;
  private static final InheritableThreadLocal<@Nullable Outlet> OWN =
      new InheritableThreadLocal<>();

  private final PrintStream terminalOut = System.out;
  private final PrintStream terminalErr = System.err;
  private volatile @Nullable Outlet latest;

  private final Object sending = new Object();
  private final Object lock = new Object(); // guards what follows
  private final Deque<Chunk> waiting = new ArrayDeque<>();
  private int size;

  private record Chunk(Outlet outlet, boolean error, ByteArrayOutputStream bytes) {}

  Console() {
    super(StandardCharsets.UTF_8);
  }

  /** Makes {@code System.out} and {@code System.err} print to cells; to the terminal before any. */
  void open() {
    System.setOut(new PrintStream(new Stream(false), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Stream(true), true, StandardCharsets.UTF_8));
    System.setIn(in);
    Daemon.start("alike-output", this::gather);
  }

  /** Starts a cell; what the calling thread and its children print is that cell's. */
  Outlet enter(ShellReplyEnvironment cell, boolean stdin) {
    flush();
    setEnv(cell);
    setJupyterInEnabled(stdin);
    var outlet = new Outlet(cell);
    latest = outlet;
    return outlet;
  }

  /** Makes the calling thread, and those that it will start, print to {@code outlet}. */
  void adopt(@Nullable Outlet outlet) {
    OWN.set(outlet);
  }

  /** Returns where the output of the calling thread goes; nothing before the first cell. */
  @Nullable Outlet outlet() {
    var mine = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : OWN.get();
    return mine != null ? mine : latest;
  }

  /** Sends what has been gathered. */
  void flush() {
    synchronized (sending) { // keeps the order when two threads flush
      Deque<Chunk> taken;
      synchronized (lock) {
        taken = new ArrayDeque<>(waiting);
        waiting.clear();
        size = 0;
      }
      taken.forEach(c -> c.outlet().send(c.error(), c.bytes().toByteArray()));
    }
  }

  private void gather() throws InterruptedException {
    Publisher.calm();
    while (true) {
      synchronized (lock) {
        while (waiting.isEmpty()) {
          lock.wait();
        }
      }
      Thread.sleep(GATHER_MILLIS);
      flush();
    }
  }

  private void write(boolean error, byte[] bytes, int from, int length) {
    var outlet = outlet();
    if (outlet == null) {
      (error ? terminalErr : terminalOut).write(bytes, from, length);
      return;
    }
    boolean enough;
    synchronized (lock) {
      var last = waiting.peekLast();
      if (last == null || last.outlet() != outlet || last.error() != error) {
        last = new Chunk(outlet, error, new ByteArrayOutputStream());
        waiting.add(last);
      }
      last.bytes().write(bytes, from, length);
      size += length;
      enough = size > ENOUGH;
      lock.notifyAll();
    }
    if (enough) {
      flush();
    }
  }

  private final class Stream extends OutputStream {
    private final boolean error;

    Stream(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int b) {
      Console.this.write(error, new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      Console.this.write(error, bytes, from, length);
    }
  }
}
