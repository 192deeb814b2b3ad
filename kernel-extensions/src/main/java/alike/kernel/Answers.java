package alike.kernel;

import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.reply.KernelInfoReply;
import org.dflib.jjava.shaded.com.google.gson.annotations.SerializedName;

/** Replies that JJava 1.0a8 cannot give. Gson writes their fields, which are the protocol's. */
final class Answers {
  private static final String OK = "ok";

  private Answers() {}

  /** Puts a content of ours into a message of one of JJava's types. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the types of JJava tie each message to one class
  static Message<?> message(MessageContext request, MessageType<?> type, Object content) {
    return new Message(request, type, content);
  }

  /** What the kernel is; JJava 1.0a8 leaves out the status, and clients refuse the reply. */
  static final class Info extends KernelInfoReply {
    @SuppressWarnings("unused") // read by Gson
    private final String status = OK;

    Info(String name, String version, LanguageInfo language, String banner, List<HelpLink> help) {
      super(Header.PROTOCOL_VERISON, name, version, language, banner, help);
    }
  }

  /** That a cell was not run, because one before it failed. */
  record Aborted(String status, @SerializedName("execution_count") int count) {
    Aborted(int count) {
      this("aborted", count);
    }
  }

  /** That a cell ran, the expressions asked for with it, and what the front end is to do. */
  record Done(
      String status,
      @SerializedName("execution_count") int count,
      @SerializedName("user_expressions") Map<String, Object> values,
      List<Object> payload) {
    Done(int count, Map<String, Object> values, List<Object> payload) {
      this(OK, count, values, payload);
    }
  }

  /** The value of one such expression. */
  static final class Value extends DisplayData {
    @SuppressWarnings("unused") // read by Gson
    private final String status = OK;

    Value(DisplayData data) {
      super(data);
    }
  }

  /** What went wrong with one such expression. */
  record Failure(
      String status,
      @SerializedName("ename") String name,
      @SerializedName("evalue") String message,
      List<String> traceback) {
    Failure(Fault fault) {
      this("error", fault.name(), fault.message(), fault.traceback());
    }
  }

  /** Earlier cells, each a tuple. */
  record Past(String status, List<List<Object>> history) {
    Past(List<List<Object>> history) {
      this(OK, history);
    }
  }
}
