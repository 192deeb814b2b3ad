package alike.method;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Two views of full size and two of half the size, of the images of {@link Rehearsal#noise}. */
final class MultiCropViews {

  private static final int LOCALS = 2;

  private MultiCropViews() {}

  static Views of(NDManager manager, int count, Moment moment) {
    var full = Rehearsal.noise(manager, count, moment);
    int side = Rehearsal.SIDE / 2;
    int pixels = LOCALS * Rehearsal.BATCH * side * side;
    var local =
        manager.create(
            Numbers.normal(pixels, 100 + moment.step()),
            new Shape((long) LOCALS * Rehearsal.BATCH, 1, side, side));
    return new Views(
        List.of(full.crops().get(0), new Crops(local, LOCALS)),
        full.indices(),
        full.labels(),
        moment,
        full.extras());
  }

  /** Returns what an encoder and a head make of all views of the step, [4N][D]. */
  static double[][] embeddings(Rehearsal training, String encoder, String... upper) {
    double[][] full = group(training, 0, encoder, upper);
    double[][] local = group(training, 1, encoder, upper);
    var all = new double[full.length + local.length][];
    System.arraycopy(full, 0, all, 0, full.length);
    System.arraycopy(local, 0, all, full.length, local.length);
    return all;
  }

  static double[][] group(Rehearsal training, int group, String encoder, String... upper) {
    int width = training.network(upper[upper.length - 1]).width();
    return Numbers.rows(
        training.of(
            views -> {
              var rows = training.network(encoder).teach(views.crops().get(group).images());
              for (var name : upper) {
                rows = training.network(name).teach(rows);
              }
              return rows;
            }),
        width);
  }
}
