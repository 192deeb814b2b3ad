package alike.jupyter;

import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The notebook of the kernel that we run in, if we do. */
final class NotebookScreen implements Screen {

  @Override
  public boolean isThere() {
    try {
      return BaseKernel.notebookKernel() != null;
    } catch (LinkageError e) {
      return false; // a plain JVM, without JJava
    }
  }

  @Override
  public void show(Bundle bundle, String display, boolean first) {
    var data = new DisplayData();
    bundle.into(data);
    data.putTransientData("display_id", display); // setDisplayId differs between versions
    var kernel = BaseKernel.notebookKernel();
    if (first) {
      kernel.display(data);
    } else {
      kernel.getIO().display.updateDisplay(data);
    }
  }
}
