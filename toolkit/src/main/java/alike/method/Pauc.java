package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.loss.Batch;
import alike.loss.Role;
import alike.model.Network;
import alike.model.State;
import alike.show.Card;
import java.util.List;
import java.util.Map;

/**
 * PAUC: PCL with three terms against coagulation, the shrinking of what is told apart within a
 * cluster: alignment pulls the prototypes of both views together, uniformity spreads prototypes
 * over the sphere, correlation makes what they tell diverse.
 *
 * <p>{@code L = L_PCL + mean over granularities of (a·L_align + u·L_unif + c·L_corr)}. k-means
 * gives its centroids no gradient, so the terms look at prototypes of the batch: for each cluster
 * that the batch holds, U is the direction of the sum of its embeddings of one view and W of the
 * other, both by the online encoder.
 *
 * <table>
 * <caption>The terms, K clusters present, D numbers each</caption>
 * <tr><td>align<td>{@code 1/K Σₖ ‖Uₖ − Wₖ‖²}
 * <tr><td>unif<td>{@code ½[u(U) + u(W)]}, {@code u(U) = ln mean_{k<l} exp(−2‖Uₖ − Uₗ‖²)}
 * <tr><td>corr<td>{@code Σ_d (1 − C_dd)² + λ Σ_{d≠e} C_de²}, {@code C = ÛᵀŴ/K} of standardised columns
 * </table>
 *
 * <p>The method is reconstructed from the paper's abstract: the terms' exact form and their weights
 * are ours, their alternatives are settings. A granularity of which a batch holds less than 2
 * clusters (less than 8 for correlation over dimensions) leaves the term out.
 *
 * @param pcl clusters, compares images and prototypes
 * @param align a, 0 or more
 * @param uniform u, 0 or more
 * @param correlate c, 0 or more
 * @param lambda λ, 0 or more
 * @param alignment what is aligned
 * @param correlation over what correlation is taken
 * @see <a href="https://arxiv.org/abs/2210.10194">Mo et al. 2022</a>
 */
public record Pauc(
    Pcl pcl,
    double align,
    double uniform,
    double correlate,
    double lambda,
    AlignmentOf alignment,
    CorrelationOver correlation)
    implements Method, Card.Carded {

  /** What the alignment term pulls together. */
  public enum AlignmentOf {
    /** The prototypes of both views. */
    PROTOTYPES,
    /** Each embedding and its cluster's centroid; pulls clusters tighter still. */
    SAMPLES
  }

  /** Over what the correlation term is taken. */
  public enum CorrelationOver {
    /** Dimensions: each must agree between views, two must not agree with each other. */
    DIMENSIONS,
    /** Prototypes: the mean square of the cosines between different ones. */
    PROTOTYPES
  }

  private static final int LEAST = 8; // prototypes for a correlation over dimensions
  private static final Pauc STANDARD =
      new Pauc(
          Pcl.temperature(0.2),
          1,
          0.1,
          0.05,
          5e-3,
          AlignmentOf.PROTOTYPES,
          CorrelationOver.DIMENSIONS);

  /** Checks the weights. */
  public Pauc {
    Require.notNegative("align", align);
    Require.notNegative("uniform", uniform);
    Require.notNegative("correlate", correlate);
    Require.notNegative("lambda", lambda);
  }

  /** Returns the method on a PCL. */
  public static Pauc of(Pcl pcl) {
    return STANDARD.withPcl(pcl);
  }

  /** Returns the method on a PCL at 0.2 of so many clusters a granularity, each 2 or more. */
  public static Pauc granularities(Integer... clusters) {
    return of(Pcl.temperature(0.2).clusters(clusters));
  }

  /** Returns a copy on another PCL. */
  public Pauc withPcl(Pcl value) {
    return new Pauc(value, align, uniform, correlate, lambda, alignment, correlation);
  }

  /** Returns a copy with other weights of alignment, uniformity and correlation, 0 or more. */
  public Pauc weights(double alignmentWeight, double uniformityWeight, double correlationWeight) {
    return new Pauc(
        pcl, alignmentWeight, uniformityWeight, correlationWeight, lambda, alignment, correlation);
  }

  /** Returns a copy with another λ. */
  public Pauc lambda(double value) {
    return new Pauc(pcl, align, uniform, correlate, value, alignment, correlation);
  }

  /** Returns a copy that aligns something else. */
  public Pauc align(AlignmentOf value) {
    return new Pauc(pcl, align, uniform, correlate, lambda, value, correlation);
  }

  /** Returns a copy that correlates over something else. */
  public Pauc correlate(CorrelationOver value) {
    return new Pauc(pcl, align, uniform, correlate, lambda, alignment, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public Learner start(Start start) {
    return new Steps(this, pcl.steps(start));
  }

  /**
   * Returns the terms of one granularity, weighted; null-free: a constant 0 where a batch is too
   * small for any.
   *
   * @param v embeddings of one view, [N, D], of length 1
   * @param w embeddings of the other view
   * @param batch with prototypes and assignments
   */
  NDArray terms(NDArray v, NDArray w, Batch batch) {
    int[] clusters = batch.assignments("PAUC");
    NDArray u1 = Coagulation.prototypes(v, clusters); // [K, D]
    NDArray u2 = Coagulation.prototypes(w, clusters);
    NDArray sum = v.getManager().zeros(new Shape());
    if (align > 0) {
      NDArray term =
          alignment == AlignmentOf.PROTOTYPES
              ? Coagulation.alignment(u1, u2)
              : Coagulation.attraction(v, batch.get(Role.PROTOTYPES, "PAUC"), clusters);
      sum = sum.add(Scalars.times(term, align));
    }
    int present = Coagulation.present(clusters);
    if (uniform > 0 && present >= 2) {
      NDArray both = Coagulation.uniformity(u1).add(Coagulation.uniformity(u2));
      sum = sum.add(Scalars.times(both, uniform / 2));
    }
    boolean overDimensions = correlation == CorrelationOver.DIMENSIONS;
    if (correlate > 0 && present >= (overDimensions ? LEAST : 2)) {
      NDArray term =
          overDimensions ? Coagulation.correlation(u1, u2, lambda) : Coagulation.overlap(u1, u2);
      sum = sum.add(Scalars.times(term, correlate));
    }
    return sum;
  }

  /** PAUC at work. */
  private record Steps(Pauc method, Pcl.Steps pcl) implements Taught {

    @Override
    public Tower online() {
      return pcl.online();
    }

    @Override
    public Tower teacher() {
      return pcl.teacher();
    }

    @Override
    public Map<String, Network> further() {
      return pcl.further();
    }

    @Override
    public void before(Moment moment) {
      pcl.before(moment);
    }

    @Override
    public NDArray loss(Views views) {
      NDArray query = online().embed(views.view(0)); // [N, D]
      NDArray loss = pcl.loss(query, views);
      var batches = pcl.found().given(views.batch(query), views.indices());
      if (batches.isEmpty()) {
        return loss;
      }
      NDArray v = Rows.unit(query);
      NDArray w = Rows.unit(online().embed(views.view(1)));
      return batches.stream()
          .map(batch -> method.terms(v, w, batch))
          .reduce(NDArray::add)
          .map(sum -> loss.add(Scalars.over(sum, batches.size())))
          .orElse(loss);
    }

    @Override
    public void after(Moment moment) {
      pcl.after(moment);
    }

    @Override
    public void save(State state) {
      pcl.save(state);
    }

    @Override
    public void load(State state) {
      pcl.load(state);
    }

    @Override
    public void close() {
      pcl.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "PAUC",
        "PCL whose prototypes agree between views, spread out, and tell different things.",
        "\\mathcal{L} = \\mathcal{L}_{PCL} + \\frac{1}{M} \\sum_{m} \\bigl( a\\,"
            + " \\mathcal{L}_{align}^m + u\\, \\mathcal{L}_{unif}^m + c\\, \\mathcal{L}_{corr}^m \\bigr)",
        List.of(
            new Card.Setting("pcl", pcl.toString(), "clusters, compares images and prototypes"),
            new Card.Setting("weights", "%s, %s, %s".formatted(align, uniform, correlate), "ours"),
            new Card.Setting("lambda", Double.toString(lambda), "ours"),
            new Card.Setting("alignment", alignment.toString(), "ours"),
            new Card.Setting("correlation", correlation.toString(), "ours")),
        "Mo et al. 2022, arXiv 2210.10194, reconstructed from the abstract; the terms' form is ours",
        toString());
  }

  @Override
  public String toString() {
    return new Code("Pauc.of(%s)".formatted(pcl))
        .unless(
            align == STANDARD.align
                && uniform == STANDARD.uniform
                && correlate == STANDARD.correlate,
            "weights",
            "%s, %s, %s".formatted(align, uniform, correlate))
        .unless(lambda == STANDARD.lambda, "lambda", lambda)
        .unless(alignment == STANDARD.alignment, "align", "Pauc.AlignmentOf." + alignment)
        .unless(
            correlation == STANDARD.correlation, "correlate", "Pauc.CorrelationOver." + correlation)
        .toString();
  }
}
