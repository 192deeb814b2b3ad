package alike.model;

import alike.engine.Nearest;
import java.util.Locale;

/** Rows in groups around centres: what {@link KMeans} finds. Immutable. */
public final class Clusters {

  private final int width;
  private final float[] centres; // [k, width]
  private final int[] assignment;
  private final double inertia;
  private final double similarity;
  private final int iterations;
  private final boolean converged;

  Clusters(
      int width,
      float[] centres,
      int[] assignment,
      double inertia,
      double similarity,
      int iterations,
      boolean converged) {
    this.width = width;
    this.centres = centres;
    this.assignment = assignment;
    this.inertia = inertia;
    this.similarity = similarity;
    this.iterations = iterations;
    this.converged = converged;
  }

  /** Returns how many clusters there are. */
  public int k() {
    return centres.length / width;
  }

  /** Returns how many numbers a centre has. */
  public int width() {
    return width;
  }

  /** Returns the cluster of each row. */
  public int[] assignment() {
    return assignment.clone();
  }

  /** Returns the cluster of a row. */
  public int of(int row) {
    return assignment[row];
  }

  /** Returns the centres, [k, width], row by row. */
  public float[] centres() {
    return centres.clone();
  }

  /** Returns how many rows each cluster has. */
  public int[] sizes() {
    var sizes = new int[k()];
    for (int cluster : assignment) {
      sizes[cluster]++;
    }
    return sizes;
  }

  /** Returns {@code Σ_i |x_i − c(i)|²}: lower is better. */
  public double inertia() {
    return inertia;
  }

  /**
   * Returns {@code Σ_i x_i · c(i)}: higher is better.
   *
   * @throws IllegalStateException if the clusters are not those of {@link KMeans#onSphere()}
   */
  public double similarity() {
    if (Double.isNaN(similarity)) {
      throw new IllegalStateException(
          "Only clusters on the sphere have a similarity, these have an inertia. Ask for KMeans.clusters(%d).onSphere()."
              .formatted(k()));
    }
    return similarity;
  }

  /** Returns how often the rows were assigned. */
  public int iterations() {
    return iterations;
  }

  /** Returns whether another iteration would change nothing. */
  public boolean converged() {
    return converged;
  }

  /** Returns the nearest centre of each of other rows. */
  public int[] assign(Embeddings rows) {
    if (rows.width() != width) {
      throw new IllegalArgumentException(
          "The centres have %d numbers, the rows %d. Embed both with one encoder."
              .formatted(width, rows.width()));
    }
    return Nearest.of(rows.values(), centres, width);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d rows in %,d clusters, inertia %.6g after %d iterations%s",
        assignment.length,
        k(),
        inertia,
        iterations,
        converged ? ", converged" : "");
  }
}
