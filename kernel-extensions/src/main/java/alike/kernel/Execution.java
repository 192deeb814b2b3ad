package alike.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.EvaluationTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells.
 *
 * <p>Mends JJava 1.0a8's handling of the request: any {@code Error} ended the kernel, cells after a
 * failed one ran on, {@code silent}, {@code store_history} and {@code user_expressions} were
 * ignored.
 */
final class Execution {
  private final AlikeKernel kernel;
  private final Console console;
  private final Evaluator evaluator;
  private final AtomicInteger next;
  private final History history;
  private final Set<String> displayed = ConcurrentHashMap.newKeySet();

  Execution(
      AlikeKernel kernel,
      Console console,
      Evaluator evaluator,
      AtomicInteger next,
      History history) {
    this.kernel = kernel;
    this.console = console;
    this.evaluator = evaluator;
    this.next = next;
    this.history = history;
  }

  /** Remembers the id of something displayed: as a cell's last value, it is no result. */
  void displayed(@Nullable String id) {
    if (id != null) {
      displayed.add(id);
    }
  }

  void run(Reply reply, Message<ExecuteRequest> message) {
    var request = message.getContent();
    if (reply.aborted()) {
      var aborted = new Answers.Aborted(next.get());
      reply.reply(Answers.message(message, MessageType.EXECUTE_REPLY, aborted));
      return;
    }
    boolean silent = request.isSilent();
    boolean store = request.shouldStoreHistory() && !silent;
    int count = store ? next.getAndIncrement() : next.get();
    if (!silent) {
      reply.publish(new PublishExecuteInput(request.getCode(), count));
    }
    if (store) {
      history.add(count, request.getCode());
    }
    var outlet = console.enter(reply, request.isStdinEnabled());
    kernel.startup().await();
    var runner = evaluator.runner();
    runner.begin(() -> console.adopt(outlet));
    displayed.clear();
    try {
      kernel.startup().failures().forEach(System.err::println);
      evaluator.places().enter(count, request.getCode());
      var result = result(request.getCode());
      console.flush();
      if (result != null && !silent) {
        reply.publish(new PublishExecuteResult(count, result));
      }
      var done = new Answers.Done(count, values(request.getUserExpr()));
      reply.reply(Answers.message(message, MessageType.EXECUTE_REPLY, done));
    } catch (Throwable e) { // an Error in a cell is the cell's, not the kernel's
      fail(reply, request, count, e);
    } finally {
      runner.end();
    }
  }

  private @Nullable DisplayData result(String code) throws Exception {
    @Nullable Object value = kernel.evalBuilder(code).resolveMagics().eval();
    if (value == null || (value instanceof String id && displayed.contains(id))) {
      return null;
    }
    if (value instanceof DisplayData data) {
      return data;
    }
    if (value instanceof CharSequence || value instanceof Boolean || value instanceof Integer) {
      return kernel.getRenderer().render(value); // no code of anybody's
    }
    // On the cells' thread, since toString is their code: it can be interrupted there.
    return evaluator.runner().call(() -> kernel.getRenderer().render(value), 0);
  }

  private Map<String, Object> values(@Nullable Map<String, String> expressions) {
    var values = new LinkedHashMap<String, Object>();
    if (expressions == null) {
      return values;
    }
    expressions.forEach((name, code) -> values.put(name, value(code)));
    return values;
  }

  private Object value(String code) {
    try {
      return new Answers.Value(DisplayData.emptyIfNull(result(code)));
    } catch (Throwable e) { // as in a cell
      return new Answers.Failure(kernel.faults().of(e));
    }
  }

  private void fail(Reply reply, ExecuteRequest request, int count, Throwable thrown) {
    var runner = evaluator.runner();
    var told =
        thrown instanceof EvaluationInterruptedException
            || thrown instanceof EvaluationTimeoutException;
    var cut = runner.stopped() && !told;
    var fault =
        kernel.faults().of(cut ? new EvaluationInterruptedException(request.getCode()) : thrown);
    console.flush();
    if (!request.isSilent()) {
      reply.publish(new PublishError(fault.name(), fault.message(), fault.traceback()));
    }
    if (request.shouldStopOnError()) {
      reply.abortQueued();
    }
    var error = new ErrorReply(fault.name(), fault.message(), fault.traceback());
    error.setExecutionCount(count);
    reply.replyError(ExecuteReply.MESSAGE_TYPE.error(), error);
  }
}
