package alike.report;

import alike.show.Picture;
import alike.show.Provenance;
import java.awt.Graphics2D;

/** What is shown as a chart that is made anew each time it is asked for. */
public interface Charted extends Picture {

  /** Returns the chart, to change its size or its title. */
  Picture chart();

  @Override
  default String title() {
    return chart().title();
  }

  @Override
  default int width() {
    return chart().width();
  }

  @Override
  default int height() {
    return chart().height();
  }

  @Override
  default void paint(Graphics2D graphics) {
    chart().paint(graphics);
  }

  @Override
  default String csv() {
    return chart().csv();
  }

  @Override
  default String words() {
    return chart().words();
  }

  @Override
  default Provenance provenance() {
    return chart().provenance();
  }
}
