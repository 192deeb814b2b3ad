package alike.kernel;

import java.util.Arrays;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.ReplyType;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** Replies whose JSON JJava gets wrong. The fields are read by its Gson. */
@SuppressWarnings("unused")
final class Replies {

  private Replies() {}

  /** Wraps a content that has not the Java type that JJava declares for its message. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Message is generic in a type that we replace
  static Message<?> message(Message<?> parent, MessageType type, Object content) {
    return new Message(parent, type, content);
  }

  /** JJava's lacks the status. */
  static final class KernelInfo extends KernelInfoReply {
    private final String status = "ok";

    KernelInfo(
        String protocol,
        String name,
        String version,
        LanguageInfo language,
        String banner,
        List<HelpLink> links) {
      super(protocol, name, version, language, banner, links);
    }
  }

  /** JJava's writes objects where the protocol wants tuples. */
  static final class Tuples implements ContentType<HistoryReply>, ReplyType<HistoryRequest> {
    private final String status = "ok";
    private final List<List<Object>> history;

    Tuples(List<HistoryEntry> entries) {
      history = entries.stream().map(Tuples::tuple).toList();
    }

    private static List<Object> tuple(HistoryEntry entry) {
      Object input =
          entry.hasOutput() ? Arrays.asList(entry.getInput(), entry.getOutput()) : entry.getInput();
      return List.of(entry.getSession(), entry.getCellNumber(), input);
    }

    @Override
    public MessageType<HistoryReply> getType() {
      return MessageType.HISTORY_REPLY;
    }

    @Override
    public MessageType<HistoryRequest> getRequestType() {
      return MessageType.HISTORY_REQUEST;
    }
  }

  /** The answer to a cell that was queued behind a failed one. */
  static final class Aborted implements ContentType<ExecuteReply>, ReplyType<ExecuteRequest> {
    private final String status = "aborted";

    @SuppressWarnings("MemberName") // the protocol's name
    private final int execution_count;

    Aborted(int count) {
      execution_count = count;
    }

    @Override
    public MessageType<ExecuteReply> getType() {
      return MessageType.EXECUTE_REPLY;
    }

    @Override
    public MessageType<ExecuteRequest> getRequestType() {
      return MessageType.EXECUTE_REQUEST;
    }
  }
}
