package alike.optimize;

import ai.djl.nn.Parameter;

/** Which parameters an optimiser decays, and LARS scales. */
public enum Decayed {
  /** Weights of convolutions and linear layers: neither biases nor normalisations. */
  WEIGHTS,
  /** Every parameter. */
  ALL;

  boolean has(Parameter parameter) {
    return this == ALL || parameter.getType() == Parameter.Type.WEIGHT;
  }
}
