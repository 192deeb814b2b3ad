package alike.evaluate;

import alike.model.Embeddings;
import java.util.function.UnaryOperator;

/** What a linear layer is given. */
public enum Features {
  /** Representations as they are. */
  RAW,
  /** Each divided by its length. */
  UNIT,
  /** Each number less the training set's mean, over its deviation. */
  STANDARDISED;

  /** Returns what brings any embeddings into this form, by the statistics of the training set. */
  UnaryOperator<Embeddings> by(Embeddings train) {
    return switch (this) {
      case RAW -> UnaryOperator.identity();
      case UNIT -> Embeddings::unit;
      case STANDARDISED -> Standardised.by(train)::of;
    };
  }
}
