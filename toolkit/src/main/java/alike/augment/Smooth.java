package alike.augment;

/** The loop of the Gaussian blur. All implementations give the same bits. */
interface Smooth {

  /**
   * Mixes values with those before and behind them, nearest first: {@code target[to + i] = w₀ · x[c
   * + i] + Σₖ wₖ · (x[aₖ + i] + x[bₖ + i])}. May write up to {@link Reach#PAD} values more.
   *
   * @param from is added to all places
   * @param places c at {@code middle}, aₖ at {@code middle - k}, bₖ at {@code middle + k}
   */
  void mix(Bell bell, float[] x, int from, int[] places, int middle, float[] target, int to);
}
