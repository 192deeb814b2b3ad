package alike.loss;

/** Where the factor of the similarities comes from. */
public enum Scaling {
  /** From {@link Role#LOG_SCALE}, which is trained together with the networks. */
  LEARNED,
  /** From the loss's own settings. */
  FIXED
}
