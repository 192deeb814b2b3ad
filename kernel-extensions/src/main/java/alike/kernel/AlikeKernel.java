package alike.kernel;

import java.util.Collections;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * JJava 1.0a8's kernel with its gaps closed, by overriding public and protected methods. What each
 * override mends stands above it.
 */
final class AlikeKernel extends JavaKernel {

  private final JShell shell;
  private final History history;
  private final Streams streams;
  private final Stopper stopper;
  private final Cells cells;
  private final Traces traces;
  private final Startup startup;
  private final Queue queue = new Queue();
  private volatile @Nullable String displayed;

  @SuppressWarnings("TooManyParameters") // JJava's own constructor
  private AlikeKernel(
      Startup startup,
      History history,
      Streams streams,
      String name,
      String version,
      LanguageInfo language,
      CommManager comms,
      Renderer renderer,
      MagicsResolver magics,
      MagicsRegistry registry,
      StringStyler styler,
      JShell shell,
      Evaluator evaluator) {
    super(
        name,
        version,
        language,
        List.of(),
        history,
        streams,
        comms,
        renderer,
        magics,
        registry,
        startup.extensionsEnabled(),
        styler,
        shell,
        evaluator);
    this.shell = shell;
    this.startup = startup;
    this.history = history;
    this.streams = streams;
    this.cells = new Cells(shell);
    this.traces = new Traces(shell, cells);
    this.stopper = evaluator.stopper();
  }

  /** Makes a kernel with JJava's magics and the settings of the environment. */
  static AlikeKernel create() {
    var startup = new Startup();
    return startup.magics(new Builder(startup)).build();
  }

  /** Passes on what JJava's builder makes. */
  static final class Builder extends JavaKernelBuilder<Builder, AlikeKernel> {

    private final Startup startup;

    Builder(Startup startup) {
      this.startup = startup;
      var unused = name("Alike").version("0.1.0").compilerOpts(startup.compilerOptions());
    }

    @Override
    public AlikeKernel build() {
      var evaluator = new Evaluator(buildName());
      return new AlikeKernel(
          startup,
          new History(),
          new Streams(),
          buildName(),
          buildVersion(),
          buildLanguageInfo(),
          buildCommManager(),
          buildRenderer(),
          buildMagicsResolver(buildMagicTranspiler()),
          buildMagicsRegistry(),
          buildErrorStyler(),
          buildJShell(evaluator),
          evaluator);
    }
  }

  /**
   * Installs the extensions and runs the start-up scripts; what fails is told by the first cell.
   */
  void start() {
    startup.attempt("The start", "Restart the kernel.", this::onStartup);
    startup.run(this);
  }

  /** One extension that fails ends JJava before it has sockets. */
  @Override
  protected void installExtension(Extension extension) {
    startup.attempt(
        "The extension " + extension.getClass().getName(),
        "Its jar may be for another version.",
        () -> super.installExtension(extension));
  }

  /** JJava's reply has no status. */
  @Override
  protected void handleKernelInfoRequest(
      ShellReplyEnvironment environment, Message<KernelInfoRequest> request) {
    environment.setBusyDeferIdle();
    environment.reply(
        new Replies.KernelInfo(
            Header.PROTOCOL_VERISON,
            name,
            version,
            getLanguageInfo(),
            "Alike on Java %s, JJava %s".formatted(Runtime.version(), "1.0a8"),
            getHelpLinks()));
  }

  /** JJava does not answer. */
  @Override
  protected void handleHistoryRequest(
      ShellReplyEnvironment environment, Message<HistoryRequest> request) {
    environment.setBusyDeferIdle();
    var entries = history.answer(request.getContent());
    environment.reply(
        Replies.message(request, MessageType.HISTORY_REPLY, new Replies.Tuples(entries)));
  }

  /** JJava says "complete" of every syntax error, since the JDK's UNKNOWN.isComplete() is true. */
  @Override
  public String isComplete(String code) {
    String source = magicsResolver.resolve(code);
    var analysis = shell.sourceCodeAnalysis();
    while (true) {
      var info = analysis.analyzeCompletion(source);
      switch (info.completeness()) {
        case UNKNOWN -> {
          return IS_COMPLETE_BAD;
        }
        case EMPTY -> {
          return IS_COMPLETE_YES;
        }
        case COMPLETE, COMPLETE_WITH_SEMI -> {
          // The scanner takes "int 3x = 4;" apart and finds every piece complete: ask the parser.
          for (var snippet : analysis.sourceToSnippets(info.source())) {
            if (snippet.kind() == Snippet.Kind.ERRONEOUS) {
              return IS_COMPLETE_BAD;
            }
          }
          source = info.remaining();
        }
        default -> {
          return super.isComplete(code);
        }
      }
    }
  }

  /** JJava finds nothing with the cursor behind a name, nor for a method's name without "(". */
  @Override
  public @Nullable DisplayData inspect(String code, int at, boolean detailed) {
    var found = super.inspect(code, Math.max(0, Math.min(at, code.length() - 1)), detailed);
    if (found != null) {
      return found;
    }
    int end = Math.max(0, Math.min(at, code.length()));
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String call = code.substring(0, end) + "(";
    return super.inspect(call, call.length() - 1, detailed);
  }

  /**
   * JJava ignores silent, store_history and stop_on_error, dies of an {@code Error}, and calls
   * every exception a RuntimeException.
   */
  @Override
  protected synchronized void handleExecuteRequest(
      ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
    var request = message.getContent();
    environment.setBusyDeferIdle();
    if (queue.aborts(message)) {
      var aborted = new Replies.Aborted(executionCount.get());
      environment.defer().reply(Replies.message(message, MessageType.EXECUTE_REPLY, aborted));
      return;
    }
    commManager.setMessageContext(message);
    boolean stored = request.shouldStoreHistory() && !request.isSilent();
    int count = stored ? executionCount.getAndIncrement() : executionCount.get();
    if (stored) {
      history.add(count, request.getCode());
    }
    if (!request.isSilent()) {
      environment.publish(new PublishExecuteInput(request.getCode(), count));
    }
    streams.open(environment, request.isStdinEnabled());
    startup.takeProblems().forEach(problem -> System.err.println("alike: " + problem));
    execute(environment, request, count);
  }

  private void execute(ShellReplyEnvironment environment, ExecuteRequest request, int count) {
    cells.begin(count, request.getCode());
    stopper.begin();
    displayed = null;
    var timeout = Timeout.start(stopper);
    try {
      Object value = evalBuilder(request.getCode()).resolveMagics().eval();
      var shown = value == null || value.equals(displayed) ? null : rendered(value);
      streams.send();
      if (shown != null && !request.isSilent()) {
        environment.publish(new PublishExecuteResult(count, shown));
      }
      environment.defer().reply(new ExecuteReply(count, Collections.emptyMap()));
    } catch (Throwable e) { // whatever a cell throws, the kernel must live on
      cells.end();
      streams.send();
      var failure = Failure.of(e, stopper.requested(), traces, this::formatError);
      if (!request.isSilent()) {
        environment.publish(new PublishError(failure.name(), failure.message(), failure.trace()));
      }
      var reply = new ErrorReply(failure.name(), failure.message(), failure.trace());
      reply.setExecutionCount(count);
      environment.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
      if (request.shouldStopOnError()) {
        queue.failed();
      }
    } finally {
      timeout.close();
      stopper.end();
      cells.end();
    }
  }

  /** A toString() or renderer that fails leaves a line instead of ending the kernel. */
  private DisplayData rendered(Object value) {
    try {
      return value instanceof DisplayData data ? data : getRenderer().render(value);
    } catch (RuntimeException | Error e) {
      System.err.printf("alike: showing a %s failed: %s%n", value.getClass().getName(), e);
      return new DisplayData(Failure.text(value));
    }
  }

  /** JJava's display(x) returns its id, which then is shown as the cell's result. */
  @Override
  public void display(DisplayData data) {
    Connection.preciseDates();
    displayed = data.getDisplayId();
    streams.send();
    super.display(data);
  }

  /** JJava sets a flag; a loop that never waits goes on for ever. */
  @Override
  public void interrupt() {
    stopper.stop();
  }

  /** JJava's threads keep the JVM for a minute after the last cell, a user's for ever. */
  @Override
  public void onShutdown(boolean restarting) {
    var exit = new Thread(AlikeKernel::exit, "alike-exit");
    exit.setDaemon(true);
    exit.start();
    super.onShutdown(restarting);
  }

  private static void exit() {
    try {
      Thread.sleep(400); // the reply goes out before
    } catch (InterruptedException e) {
      // leave at once
    }
    Runtime.getRuntime().halt(0);
  }
}
