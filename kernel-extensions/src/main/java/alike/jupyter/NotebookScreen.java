package alike.jupyter;

import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.jspecify.annotations.Nullable;

/** The notebook of the kernel that we run in, if we do. */
final class NotebookScreen implements Screen {

  private @Nullable BaseKernel kernel;
  private @Nullable ShellReplyEnvironment cell;

  @Override
  public boolean isThere() {
    try {
      return BaseKernel.notebookKernel() != null;
    } catch (NullPointerException e) {
      return false; // JJava's answer when no kernel runs
    } catch (LinkageError e) {
      return false; // a plain JVM, without JJava
    }
  }

  @Override
  public void show(Bundle bundle, String display, boolean first) {
    var data = new DisplayData();
    bundle.into(data);
    data.putTransientData("display_id", display); // setDisplayId differs between versions
    if (first || kernel == null) {
      kernel = BaseKernel.notebookKernel();
      cell = cellOf(kernel.getIO().display);
      kernel.display(data);
    } else if (kernel.getIO().display.isAttached() || cell == null) {
      kernel.getIO().display.updateDisplay(data);
    } else {
      cell.publish(new PublishUpdateDisplayData(data));
    }
  }

  /**
   * Returns the way to the cell that the panel stands in. JJava 1.0a8 answers an interrupt before
   * the code has ended and then drops what it displays, so the last state needs a way of its own;
   * without this field it is dropped as before.
   */
  private static @Nullable ShellReplyEnvironment cellOf(DisplayStream stream) {
    try {
      var field = DisplayStream.class.getDeclaredField("env");
      field.setAccessible(true);
      return (ShellReplyEnvironment) field.get(stream);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
