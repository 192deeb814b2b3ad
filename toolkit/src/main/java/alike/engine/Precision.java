package alike.engine;

/** How finely a network's layers compute while it is trained. */
public enum Precision {
  /** Everything in 32 bits. */
  FLOAT32,
  /**
   * Convolutions and what lies between them in bfloat16, which has the range of float32 and 8 bits
   * of precision; weights, gradients, optimiser and loss stay float32.
   */
  BFLOAT16
}
