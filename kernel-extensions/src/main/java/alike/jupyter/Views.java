package alike.jupyter;

import ai.djl.ndarray.NDArray;
import alike.data.ImageGrid;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.report.Atlas;
import alike.report.Tabular;
import alike.show.Card;
import alike.show.Picture;
import alike.train.Compare;
import alike.train.Run;
import java.awt.image.BufferedImage;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** Which type is shown how. A view that fails leaves the value's text and one line why. */
final class Views {

  private final Renderer renderer;

  private Views(Renderer renderer) {
    this.renderer = renderer;
  }

  static void register(Renderer renderer) {
    var views = new Views(renderer);
    PlainViews.register(views);
    views.show(ImageSet.class, ImageViews::of);
    views.show(ImageGrid.class, ImageViews::of);
    views.show(TrainTest.class, ImageViews::of);
    views.show(BufferedImage.class, ImageViews::of);
    views.show(NDArray.class, ArrayView::of);
    views.show(Table.class, TableView::of);
    views.show(Card.Carded.class, CardView::of);
    views.show(Tabular.class, SheetView::of);
    views.show(Picture.class, ChartViews::of);
    views.show(Atlas.class, AtlasView::of);
    views.show(Chart.class, ChartViews::of);
    views.show(Run.class, RunView::of);
    views.show(Compare.class, CompareView::of);
  }

  <T> void show(Class<T> type, Function<? super T, Bundle> view) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_PLAIN)
        .register((value, context) -> safely(value, view).into(context.getOutputContainer()));
  }

  @SuppressWarnings({"removal", "deprecation"}) // ThreadDeath is how a kernel stops a cell
  static <T> Bundle safely(T value, Function<? super T, Bundle> view) {
    try {
      return view.apply(value);
    } catch (ThreadDeath stop) {
      throw stop;
    } catch (RuntimeException | Error e) {
      return Bundle.text(text(value) + "\n(shown as text only: " + firstLine(e) + ")");
    }
  }

  /** Returns a value's own text, whatever its {@code toString} does. */
  @SuppressWarnings({"removal", "deprecation"})
  static String text(Object value) {
    try {
      return String.valueOf(value);
    } catch (ThreadDeath stop) {
      throw stop;
    } catch (RuntimeException | Error e) {
      return value.getClass().getName() + " (its toString failed: " + firstLine(e) + ")";
    }
  }

  private static String firstLine(Throwable problem) {
    var message = problem.getMessage() == null ? "" : ": " + problem.getMessage();
    return (problem.getClass().getSimpleName() + message).lines().findFirst().orElse("");
  }
}
