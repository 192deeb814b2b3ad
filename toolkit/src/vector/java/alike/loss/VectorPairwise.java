package alike.loss;

/**
 * Pairs on the JDK's Vector API: tiles of logits that stay in the nearest cache, made once for the
 * sums and once more for the gradient, so that nothing grows with rows × rows; only the few tiles
 * of a small batch are kept in between. Within one set only one half of the tiles is made.
 */
final class VectorPairwise implements Pairwise.Kernel {

  /** What one thread does with tiles. */
  interface Tiles {

    /** Takes the logits of a left and a right tile of rows. */
    void take(VectorLogits logits);
  }

  @Override
  public void run(Pairwise pairs) {
    var run = new VectorRun(pairs);
    run.sum();
    pairs.finish();
    if (pairs.left.gradient().length > 0) {
      run.grade();
    }
  }
}
