package alike.loss;

/** What a loss may be given beside the embeddings of the batch; all float32. */
public enum Role {
  /** A teacher's embeddings [T, N, D]; no gradient flows into them. */
  TARGETS("[T, N, D], a teacher's embeddings of the same images"),
  /** Embeddings of earlier batches, a queue [K, D]; no gradient flows into them. */
  BANK("[K, D], embeddings of earlier batches"),
  /** Prototypes [K, D], one a cluster. */
  PROTOTYPES("[K, D], one prototype a cluster"),
  /** How wide each prototype's cluster is [K], above 0; in the place of a temperature. */
  CONCENTRATIONS("[K], one number above 0 a prototype"),
  /** What is subtracted from a teacher's outputs [D]. */
  CENTER("[D], the running mean of a teacher's outputs"),
  /** How much each image counts [N], 0 or more. */
  WEIGHTS("[N], one number of 0 or more an image"),
  /** Scores of the classes for the images of view 0 [N, C], before softmax. */
  LOGITS("[N, C], scores of the classes"),
  /** A teacher's probabilities of the classes [N, C]; no gradient flows into them. */
  PROBABILITIES("[N, C], a teacher's probabilities of the classes"),
  /** Probabilities of the classes of what is in the bank [K, C]; no gradient. */
  BANK_PROBABILITIES("[K, C], probabilities of the classes of the bank's rows"),
  /** The logarithm of what similarities are multiplied with, one number; learned. */
  LOG_SCALE("(), the logarithm of a scale"),
  /** What is added to all logits, one number; learned. */
  BIAS("(), one number"),
  /** The distance between what is alike and what is not, one number; learned. */
  BOUNDARY("(), a distance"),
  /** One learned point a class [C, D]. */
  PROXIES("[C, D], one point a class");

  private final String shape;

  Role(String shape) {
    this.shape = shape;
  }

  /** Returns the shape that arrays in this role have, and what they are. */
  String shape() {
    return shape;
  }
}
