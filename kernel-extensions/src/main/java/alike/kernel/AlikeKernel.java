package alike.kernel;

import java.util.List;
import java.util.ServiceLoader;
import jdk.jshell.JShell;
import org.dflib.jjava.distro.NotebookInitializer;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.jspecify.annotations.Nullable;

/** JJava 1.0a8's kernel with its gaps closed; each override says which. */
final class AlikeKernel extends JavaKernel {
  private final JShell shell;
  private final Console console;
  private final History history = new History();
  private final Faults faults;
  private final Startup startup;
  private final Execution execution;

  AlikeKernel(Parts parts) {
    super(
        "Alike",
        parts.version(),
        parts.language(),
        parts.help(),
        null, // no HistoryManager: handleHistoryRequest does without
        parts.console(),
        parts.comms(),
        new SafeRenderer(),
        parts.resolver(),
        parts.magics(),
        parts.extensions(),
        parts.styler(),
        parts.shell(),
        parts.evaluator());
    this.shell = parts.shell();
    this.console = parts.console();
    this.faults = new Faults(shell, parts.evaluator().places());
    this.startup = new Startup(faults);
    this.execution = new Execution(this, console, parts.evaluator(), executionCount, history);
  }

  Console console() {
    return console;
  }

  Evaluator evaluator() {
    return (Evaluator) getEvaluator();
  }

  Faults faults() {
    return faults;
  }

  Startup startup() {
    return startup;
  }

  /** JJava's reply has no status. */
  @Override
  protected void handleKernelInfoRequest(
      ShellReplyEnvironment env, Message<KernelInfoRequest> request) {
    env.setBusyDeferIdle();
    env.reply(
        Answers.message(
            request,
            MessageType.KERNEL_INFO_REPLY,
            new Answers.Info(name, version, languageInfo, getBanner(), helpLinks)));
  }

  /** JJava does not answer. */
  @Override
  protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> request) {
    env.setBusyDeferIdle();
    env.reply(
        Answers.message(
            request,
            MessageType.HISTORY_REPLY,
            new Answers.Past(history.answer(request.getContent()))));
  }

  /** See {@link Execution}. */
  @Override
  protected synchronized void handleExecuteRequest(
      ShellReplyEnvironment env, Message<ExecuteRequest> request) {
    commManager.setMessageContext(request);
    env.setBusyDeferIdle();
    execution.run((Reply) env, request);
  }

  /** JJava takes syntax errors for complete code. */
  @Override
  public String isComplete(String code) {
    startup.await();
    var java = magicsResolver.resolve(code);
    return Syntax.isWrong(shell, java) ? IS_COMPLETE_BAD : super.isComplete(java);
  }

  /** JJava finds nothing at the end of a word, nor for the name of a method alone. */
  @Override
  public @Nullable DisplayData inspect(String code, int at, boolean extra) {
    startup.await();
    int last = Math.max(0, Math.min(at, code.length() - 1));
    var found = super.inspect(code, last, extra);
    if (found != null) {
      return found;
    }
    int end = Math.min(at, code.length());
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    var call = code.substring(0, end) + "(";
    return super.inspect(call, call.length() - 1, extra);
  }

  @Override
  public @Nullable ReplacementOptions complete(String code, int at) {
    startup.await();
    return super.complete(code, at);
  }

  /** JJava drops what is displayed after the cell has ended. */
  @Override
  public void display(DisplayData data) {
    execution.displayed(data.getDisplayId());
    console.flush();
    var outlet = console.outlet();
    if (outlet != null) {
      outlet.publish(new PublishDisplayData(data));
    }
  }

  @Override
  protected List<String> formatError(Throwable e) {
    return faults.of(e).traceback();
  }

  /**
   * JJava's default imports and {@code display} go with JJAVA_LOAD_EXTENSIONS=0; here they stay.
   */
  @Override
  public void onStartup() {
    installNotebookKernel();
    installExtension(new NotebookInitializer());
    if (extensionsEnabled) {
      installDefaultExtensions();
    }
  }

  /** In JJava one bad extension ends the start. */
  @Override
  protected void installExtensions(ClassLoader loader) {
    var providers = ServiceLoader.load(Extension.class, loader).iterator();
    boolean[] more = {true};
    while (more[0]) {
      startup.attempt(
          "loading an extension",
          "Its jar names a class that is missing or does not load. Correct the class path and"
              + " restart the kernel.",
          () -> {
            more[0] = providers.hasNext();
            if (more[0]) {
              installExtension(providers.next());
            }
          });
    }
  }

  @Override
  protected void installExtension(Extension extension) {
    startup.attempt(
        "the extension " + extension.getClass().getName(),
        "The kernel runs without it. Update or remove its jar, or set JJAVA_LOAD_EXTENSIONS=0, and"
            + " restart the kernel.",
        () -> super.installExtension(extension));
  }

  /** An extension that fails to leave must not keep the kernel. */
  @Override
  public void onShutdown(boolean restarting) {
    try {
      console.flush();
      super.onShutdown(restarting);
    } catch (Throwable e) { // the process ends in any case
      System.err.println("While the kernel ended: " + e);
    }
  }
}
