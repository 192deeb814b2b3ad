package alike.report;

import alike.engine.Workers;

/** The gradient of t-SNE at some places: neighbours pull, all others push. */
final class Repulsion {

  private static final int CHUNK = 256; // points of a task

  private final Affinities affinities;
  private final double angle; // θ²
  private final double[] pull; // [2 n]
  private final double[] push; // [2 n]
  private final double[] sums; // [n], of 1 / (1 + d²) over all others

  Repulsion(Affinities affinities, double angle) {
    this.affinities = affinities;
    this.angle = angle;
    this.pull = new double[2 * affinities.size()];
    this.push = new double[2 * affinities.size()];
    this.sums = new double[affinities.size()];
  }

  /** Returns {@code 4 Σ_j (e p_ij − q_ij)(y_i − y_j) / (1 + |y_i − y_j|²)}, an array of its own. */
  double[] gradient(double[] places, double exaggeration) {
    double total = forces(places);
    for (int i = 0; i < pull.length; i++) {
      pull[i] = 4 * (exaggeration * pull[i] - push[i] / total);
    }
    return pull;
  }

  /** Returns {@code Σ p ln(p / q)} in nats. */
  double divergence(double[] places) {
    double total = forces(places);
    double sum = 0;
    for (int i = 0; i < affinities.size(); i++) {
      for (int e = affinities.starts[i]; e < affinities.starts[i + 1]; e++) {
        double p = affinities.weights[e];
        double q = near(places, i, affinities.others[e]) / total;
        sum += p > 0 ? p * Math.log(p / q) : 0;
      }
    }
    return sum;
  }

  private double forces(double[] places) {
    int n = affinities.size();
    var squares = new Squares(places);
    Workers.each(
        (n + CHUNK - 1) / CHUNK,
        () ->
            task -> {
              for (int at = task * CHUNK; at < Math.min(n, (task + 1) * CHUNK); at++) {
                int point = squares.point(at); // neighbours on the plane see the same squares
                sums[point] = squares.push(point, angle, push);
                pull(places, point);
              }
            });
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  private void pull(double[] places, int i) {
    double x = 0;
    double y = 0;
    for (int e = affinities.starts[i]; e < affinities.starts[i + 1]; e++) {
      int j = affinities.others[e];
      double force = affinities.weights[e] * near(places, i, j);
      x += force * (places[2 * i] - places[2 * j]);
      y += force * (places[2 * i + 1] - places[2 * j + 1]);
    }
    pull[2 * i] = x;
    pull[2 * i + 1] = y;
  }

  private static double near(double[] places, int i, int j) {
    double x = places[2 * i] - places[2 * j];
    double y = places[2 * i + 1] - places[2 * j + 1];
    return 1 / (1 + x * x + y * y);
  }
}
