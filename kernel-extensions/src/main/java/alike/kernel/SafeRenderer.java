package alike.kernel;

import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Renders values, and falls back to text when that fails.
 *
 * <p>In JJava 1.0a8 an {@code Error} from a renderer, or from a value's {@code toString}, ends the
 * kernel.
 */
final class SafeRenderer extends Renderer {

  @Override
  public DisplayData render(Object value, Map<String, Object> params) {
    try {
      return super.render(value, params);
    } catch (Throwable e) { // of any renderer, which is anybody's code
      return fallback(value, e);
    }
  }

  @Override
  public DisplayData renderAs(Object value, Map<String, Object> params, String... types) {
    try {
      return super.renderAs(value, params, types);
    } catch (Throwable e) { // as above
      return fallback(value, e);
    }
  }

  @Override
  protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
    if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
      data.putText(text(value));
    }
    return data;
  }

  @SuppressWarnings("removal") // the JDK's name for being stopped
  private static DisplayData fallback(Object value, Throwable e) {
    if (e instanceof ThreadDeath stopped) {
      throw stopped;
    }
    System.err.println(
        "No rich view of this "
            + Trace.plain(value.getClass().getName())
            + ", its renderer threw "
            + e);
    return new DisplayData(text(value));
  }

  @SuppressWarnings("removal") // as above
  private static String text(Object value) {
    try {
      return String.valueOf(value.toString());
    } catch (ThreadDeath stopped) {
      throw stopped;
    } catch (Throwable e) { // toString is anybody's code, too
      return Trace.plain(value.getClass().getName()) + " (its toString threw " + e + ")";
    }
  }
}
