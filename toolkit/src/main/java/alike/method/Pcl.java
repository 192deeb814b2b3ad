package alike.method;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.loss.Loss;
import alike.loss.ProtoNce;
import alike.model.State;
import alike.show.Card;
import java.util.List;
import java.util.stream.Collectors;

/**
 * PCL: MoCo, and each query must also find the cluster of its image among all clusters, each by its
 * own width. Labels are not looked at.
 *
 * <p>At the start of an epoch after the warm-up the teacher embeds all images as they are, in
 * evaluation; k-means (20 iterations) groups these rows of length 1 for several K. A cluster's
 * concentration, {@code φ = Σd / (Z ln(Z + 10))} of its Z members, clipped to the 10th and 90th
 * percentile and scaled to a mean of the temperature, stands in the place of its temperature. One
 * step: the loss of MoCo plus the mean over all K of {@link ProtoNce}.
 *
 * <p>The paper compares with a sample of 16,384 other prototypes; here it is all of them, which is
 * the same for fewer.
 *
 * @param moCo embeds, keeps the queue, compares images; a queue of 0 is 16,384 at most
 * @param temperature the mean of the concentrations, above 0
 * @param clusters K of each granularity, 2 to the number of images; empty, the default, for a
 *     cluster to 51, 26 and 13 images, as the paper's 25,000, 50,000 and 100,000 for ImageNet
 * @param warmup part of all epochs without clusters, [0, 1]; the paper's are 20 of 200
 * @param restarts of k-means, the best counts; the paper takes 5
 * @param prototypes compares queries with clusters; it is given PROTOTYPES, CONCENTRATIONS and
 *     assignments
 * @see <a href="https://arxiv.org/abs/2005.04966">Li et al. 2021, algorithm 1</a>
 */
public record Pcl(
    MoCo moCo,
    double temperature,
    List<Integer> clusters,
    double warmup,
    int restarts,
    Loss prototypes)
    implements Method, Card.Carded {

  private static final int QUEUE = 16_384;
  private static final List<Double> IMAGES = List.of(51.2, 25.6, 12.8); // of a cluster
  private static final Pcl STANDARD =
      new Pcl(MoCo.temperature(0.2), 0.2, List.of(), 0.1, 5, ProtoNce.standard());

  /** Checks the settings. */
  public Pcl {
    Require.positive("temperature", temperature);
    clusters = List.copyOf(clusters);
    clusters.forEach(k -> Require.atLeast("clusters", 2, k));
    Require.probability("warmup", warmup);
    Require.positive("restarts", restarts);
  }

  /** Returns the paper's second version at a temperature above 0; the paper takes 0.2. */
  public static Pcl temperature(double value) {
    return new Pcl(MoCo.temperature(value), value, List.of(), 0.1, 5, ProtoNce.standard());
  }

  /** Returns the same clusters beside another MoCo. */
  public Pcl withMoCo(MoCo value) {
    return new Pcl(value, temperature, clusters, warmup, restarts, prototypes);
  }

  /** Returns a copy with other numbers of clusters, each 2 or more; none for the default. */
  public Pcl clusters(Integer... values) {
    return new Pcl(moCo, temperature, List.of(values), warmup, restarts, prototypes);
  }

  /** Returns a copy with another part of all epochs without clusters, [0, 1]. */
  public Pcl warmup(double value) {
    return new Pcl(moCo, temperature, clusters, value, restarts, prototypes);
  }

  /** Returns a copy with other starts of k-means, 1 or more. */
  public Pcl restarts(int value) {
    return new Pcl(moCo, temperature, clusters, warmup, value, prototypes);
  }

  /** Returns a copy with another loss of queries and clusters. */
  public Pcl withPrototypes(Loss value) {
    return new Pcl(moCo, temperature, clusters, warmup, restarts, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public Learner start(Start start) {
    return steps(start);
  }

  Steps steps(Start start) {
    int size = start.images().size();
    for (int k : clusters) {
      if (k > size) {
        throw new IllegalArgumentException(
            "%d clusters were asked for of %d images. Ask for %d at most, or give more images."
                .formatted(k, size, size));
      }
    }
    var steps = moCo.queue(QueueSize.of(moCo.queue(), QUEUE, start)).steps(start);
    return new Steps(this, start, steps, new Prototypes(start.backend()));
  }

  /** Returns K of each granularity for so many images. */
  private List<Integer> numbers(int size) {
    return clusters.isEmpty()
        ? IMAGES.stream().map(share -> (int) Math.max(2, size / share)).distinct().toList()
        : clusters;
  }

  /** PCL at work. */
  record Steps(Pcl method, Start start, MoCo.Steps moCo, Prototypes found) implements Taught {

    @Override
    public Tower online() {
      return moCo.online();
    }

    @Override
    public Tower teacher() {
      return moCo.teacher();
    }

    @Override
    public void before(Moment moment) {
      if (moment.epoch() < Math.round(method.warmup * moment.epochs())) {
        return;
      }
      float[] rows = teacher().evaluated(start.images(), start.augment());
      if (!Thread.currentThread().isInterrupted()) {
        var numbers = method.numbers(start.images().size());
        int width = teacher().head().width();
        found.find(rows, width, numbers, method.restarts, method.temperature);
      }
    }

    @Override
    public NDArray loss(Views views) {
      return loss(moCo.query(views), views);
    }

    /** Returns the loss of queries [N, D], the online embeddings of view 0. */
    NDArray loss(NDArray query, Views views) {
      NDArray instances = moCo.loss(query, views);
      var batches = found.given(views.batch(query), views.indices());
      return batches.stream()
          .map(method.prototypes::of)
          .reduce(NDArray::add)
          .map(sum -> instances.add(Scalars.over(sum, batches.size())))
          .orElse(instances);
    }

    @Override
    public void after(Moment moment) {
      moCo.after(moment);
    }

    @Override
    public void save(State state) {
      moCo.save(state);
      found.save(state.part("clusters"));
    }

    @Override
    public void load(State state) {
      moCo.load(state);
      found.load(state.part("clusters"));
    }

    @Override
    public void close() {
      moCo.close();
      found.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "PCL",
        "MoCo, and each view must find its image's cluster, each cluster by its own width.",
        "",
        List.of(
            new Card.Setting("moCo", moCo.toString(), "embeds and compares images"),
            new Card.Setting(
                "temperature", Double.toString(temperature), "the mean concentration; paper: 0.2"),
            new Card.Setting(
                "clusters",
                clusters.toString(),
                "K of each granularity; [] for one to 51, 26 and 13 images"),
            new Card.Setting(
                "warmup", Double.toString(warmup), "part of the epochs without clusters"),
            new Card.Setting("restarts", Integer.toString(restarts), "of k-means; paper: 5"),
            new Card.Setting("prototypes", prototypes.toString(), "compares views with clusters")),
        "Li et al. 2021, arXiv 2005.04966, algorithm 1, concentrations as released",
        toString());
  }

  @Override
  public String toString() {
    var numbers = clusters.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Code("Pcl.temperature(%s)".formatted(temperature))
        .unless(moCo.equals(MoCo.temperature(temperature)), "withMoCo", moCo)
        .unless(clusters.isEmpty(), "clusters", numbers)
        .unless(warmup == STANDARD.warmup, "warmup", warmup)
        .unless(restarts == STANDARD.restarts, "restarts", restarts)
        .unless(prototypes.equals(STANDARD.prototypes), "withPrototypes", prototypes)
        .toString();
  }
}
