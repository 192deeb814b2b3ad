package alike.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.jspecify.annotations.Nullable;

/**
 * What cells print. JJava sends one message a flush and cuts characters in two; this gathers for 50
 * ms or 64 kB, decodes whole characters and keeps the order of both streams. What a thread prints
 * after its cell has ended goes to the latest cell instead of getting lost.
 */
final class Streams extends JupyterIO {

  private static final int MOST = 1 << 16;
  private static final long MILLIS = 50;

  private final Gathered gatheredOut = new Gathered(false);
  private final Gathered gatheredErr = new Gathered(true);
  private final PrintStream cellOut = new PrintStream(gatheredOut, true, StandardCharsets.UTF_8);
  private final PrintStream cellErr = new PrintStream(gatheredErr, true, StandardCharsets.UTF_8);
  private volatile @Nullable ShellReplyEnvironment cell;

  Streams() {
    super(StandardCharsets.UTF_8);
    var sender = new Thread(this::sendForEver, "alike-streams");
    sender.setDaemon(true);
    sender.start();
  }

  /** Sends everything printed from now on to this cell. */
  void open(ShellReplyEnvironment environment, boolean mayRead) {
    send();
    setEnv(environment);
    setJupyterInEnabled(mayRead);
    cell = environment;
    System.setOut(cellOut);
    System.setErr(cellErr);
    System.setIn(in);
  }

  /** Sends what was gathered. */
  void send() {
    synchronized (this) {
      gatheredOut.send();
      gatheredErr.send();
    }
  }

  private void sendForEver() {
    Connection.preciseDates();
    while (true) {
      try {
        Thread.sleep(MILLIS);
        send();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // a closed connection: the kernel is about to leave
      }
    }
  }

  private final class Gathered extends OutputStream {

    private final boolean error;
    private final ByteBuffer bytes = ByteBuffer.allocate(MOST);
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    Gathered(boolean error) {
      this.error = error;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      synchronized (Streams.this) {
        (error ? gatheredOut : gatheredErr).send(); // keeps the order of both streams
        for (int from = offset; from < offset + length; ) {
          int count = Math.min(offset + length - from, bytes.remaining());
          bytes.put(source, from, count);
          from += count;
          if (!bytes.hasRemaining()) {
            send();
          }
        }
      }
    }

    void send() {
      var to = cell;
      if (bytes.position() == 0 || to == null) {
        return;
      }
      var characters = CharBuffer.allocate(bytes.position() + 1);
      bytes.flip();
      var unused = decoder.decode(bytes, characters, false);
      bytes.compact(); // the beginning of a character waits for its end
      if (characters.position() > 0) {
        String text = characters.flip().toString();
        if (error) {
          to.writeToStdErr(text);
        } else {
          to.writeToStdOut(text);
        }
      }
    }
  }
}
