package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.loss.Batch;
import alike.loss.Role;
import alike.model.Clusters;
import alike.model.KMeans;
import alike.model.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Clusters of all images in several granularities, as prototypes for a loss; owns its arrays. */
final class Prototypes implements AutoCloseable {

  private final Backend backend;
  private NDManager manager;
  private List<Granularity> sets = List.of();

  Prototypes(Backend backend) {
    this.backend = backend;
    this.manager = backend.open();
  }

  /**
   * The clusters of one number.
   *
   * @param centres [K, D]
   * @param widths [K], their concentrations
   * @param assignment the cluster of each image
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Granularity(NDArray centres, NDArray widths, int[] assignment) {

    Batch given(Batch batch, int[] indices) {
      int[] clusters = Arrays.stream(indices).map(index -> assignment[index]).toArray();
      return batch
          .with(Role.PROTOTYPES, centres)
          .with(Role.CONCENTRATIONS, widths)
          .withAssignments(clusters);
    }
  }

  /** Returns a batch once for each granularity, with its prototypes; nothing before {@link #find}. */
  List<Batch> given(Batch batch, int[] indices) {
    return sets.stream().map(set -> set.given(batch, indices)).toList();
  }

  /**
   * Finds new clusters; an interrupt of the thread leaves those that there are.
   *
   * @param rows [n, width], of length 1, one an image
   * @param numbers K of each granularity
   * @param restarts of k-means
   * @param temperature the mean of the concentrations
   * @param seed decides where k-means starts
   */
  void find(
      float[] rows, int width, List<Integer> numbers, int restarts, double temperature, long seed) {
    var found = new ArrayList<Clusters>();
    for (int which = 0; which < numbers.size(); which++) {
      long own = SplitMix64.of(seed, which).nextLong();
      found.add(
          KMeans.clusters(numbers.get(which))
              .seed(own)
              .iterations(20)
              .restarts(restarts)
              .of(rows, width));
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
    renew();
    sets = found.stream().map(clusters -> granularity(clusters, rows, temperature)).toList();
  }

  private void renew() {
    manager.close();
    manager = backend.open();
  }

  private Granularity granularity(Clusters clusters, float[] rows, double temperature) {
    int[] assignment = clusters.assignment();
    float[] centres = clusters.centres();
    int width = clusters.width();
    var distances = new double[clusters.k()];
    for (int row = 0; row < assignment.length; row++) {
      double square = 0;
      for (int i = 0; i < width; i++) {
        double apart = (double) rows[row * width + i] - centres[assignment[row] * width + i];
        square += apart * apart;
      }
      distances[assignment[row]] += Math.sqrt(square);
    }
    double[] widths = Concentrations.of(distances, clusters.sizes(), temperature);
    return granularity(centres, widths, assignment, width);
  }

  private Granularity granularity(float[] centres, double[] widths, int[] assignment, int width) {
    var single = new float[widths.length];
    for (int k = 0; k < single.length; k++) {
      single[k] = (float) widths[k];
    }
    return new Granularity(
        backend.create(manager, centres, new Shape(single.length, width)),
        backend.create(manager, single, new Shape(single.length)),
        assignment);
  }

  /** Writes all clusters. */
  void save(State state) {
    state.put("count", sets.size());
    for (int which = 0; which < sets.size(); which++) {
      var part = state.part(Integer.toString(which));
      var set = sets.get(which);
      part.put("centres", set.centres);
      part.put("concentrations", set.widths);
      part.put("assignment", Arrays.stream(set.assignment).asLongStream().toArray());
    }
  }

  /** Takes over what {@link #save} wrote. */
  void load(State state) {
    renew();
    var loaded = new ArrayList<Granularity>();
    for (int which = 0; which < state.longs("count")[0]; which++) {
      var part = state.part(Integer.toString(which));
      loaded.add(
          new Granularity(
              copy(part.get("centres")),
              copy(part.get("concentrations")),
              Arrays.stream(part.longs("assignment")).mapToInt(Math::toIntExact).toArray()));
    }
    sets = List.copyOf(loaded);
  }

  private NDArray copy(NDArray array) {
    return backend.create(manager, backend.read(array), array.getShape());
  }

  @Override
  public void close() {
    manager.close();
  }
}
