package alike.kernel;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;

/** Where the output of one cell goes, during the cell and after it. */
final class Outlet {
  private final ShellReplyEnvironment cell;
  private final Text out = new Text();
  private final Text err = new Text();

  Outlet(ShellReplyEnvironment cell) {
    this.cell = cell;
  }

  /** Sends whole characters; the bytes of one that is cut wait for the rest. */
  void send(boolean error, byte[] bytes) {
    var text = (error ? err : out).decode(bytes);
    if (!text.isEmpty()) {
      publish(
          new PublishStream(
              error ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text));
    }
  }

  /** Publishes past the cell's reply, whose deferrals belong to the thread that answers. */
  <T extends ContentType<T>> void publish(T content) {
    cell.getIopub().sendMessage(new Message<>(cell.getContext(), content.getType(), content));
  }

  private static final class Text {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};

    String decode(byte[] bytes) {
      var in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
      var out = CharBuffer.allocate(in.remaining() + 1);
      decoder.decode(in, out, false);
      rest = new byte[in.remaining()];
      in.get(rest);
      return out.flip().toString();
    }
  }
}
