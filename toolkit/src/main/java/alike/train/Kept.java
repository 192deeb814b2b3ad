package alike.train;

import alike.method.Learner;
import alike.method.Method;
import alike.model.Network;

/**
 * The encoder that is evaluated and that the run keeps: the trained one, or a second one whose
 * weights are its running mean, {@code ξ ← mξ + (1 − m)θ} after every step. Running statistics of
 * normalisations are the trained encoder's own.
 *
 * @param network what is kept
 * @param trained what training changes; the same if there is no mean
 * @param momentum m
 */
record Kept(Network network, Network trained, double momentum) implements AutoCloseable {

  /** Returns the learner's encoder, or the mean that a recipe wants, at its first values. */
  static Kept of(Recipe recipe, Method.Start start, Learner learner) {
    var trained = learner.encoder();
    if (recipe.average() == 0) {
      return new Kept(trained, trained, 0);
    }
    var mean = start.network();
    mean.follow(trained, 0);
    return new Kept(mean, trained, recipe.average());
  }

  /** Follows a step. */
  void follow() {
    if (network != trained) {
      network.follow(trained, momentum);
    }
  }

  /** Closes the trained encoder if it is not the one that is kept. */
  @Override
  public void close() {
    if (network != trained) {
      trained.close();
    }
  }
}
