package alike.model;

/**
 * What stands between representation and loss, thrown away after training. Closed: a value that is
 * written with its settings.
 */
public sealed interface Head permits Projection, MlpHead {

  /** Returns the width of its outputs. */
  int width();

  /**
   * Returns the architecture of this head on vectors of a width.
   *
   * @param inputWidth 1 or more
   */
  Architecture on(int inputWidth);
}
