package alike.train;

import alike.model.Encoder;
import java.util.Map;

/** Measures the encoder after every epoch. Open: a lambda is a monitor. */
@FunctionalInterface
public interface Monitor {

  /** Returns figures by name; the encoder is in evaluation and must not be kept. */
  Map<String, Double> measure(Encoder encoder);
}
