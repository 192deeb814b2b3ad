package alike.method;

import ai.djl.ndarray.NDArray;
import alike.data.SplitMix64;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.model.KMeans;
import alike.model.Network;
import alike.model.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MCL at work: a learner a stage, of which one learns; the groups of the images so far. */
final class StagedLearner implements Learner {

  private static final int SAMPLE = 256; // images whose two views are asked to find each other

  private final Mcl method;
  private final Method.Start start;
  private final List<Learner> learners;
  private final Network joined;
  private Groups groups;
  private int stage;
  private int since; // the epoch in which the stage began
  private double best = -1; // the largest part of views that found each other in this stage
  private int worse; // epochs since then

  private StagedLearner(Mcl method, Method.Start start, List<Learner> learners) {
    this.method = method;
    this.start = start;
    this.learners = learners;
    this.groups = Groups.one(start.images().size());
    var encoders = learners.stream().map(Learner::encoder).toList();
    this.joined = Network.beside(encoders, () -> stage + 1);
  }

  static StagedLearner start(Mcl method, Method.Start start) {
    if ((long) method.clusters() > start.images().size()) {
      throw new IllegalArgumentException(
          "%d clusters of %d images. Take at most as many clusters as images."
              .formatted(method.clusters(), start.images().size()));
    }
    var learners = new ArrayList<Learner>();
    for (int stage = 0; stage < method.stages(); stage++) {
      learners.add(method.base().start(stage == 0 ? start : start.other(100 + stage)));
    }
    return new StagedLearner(method, start, List.copyOf(learners));
  }

  /** Returns the encoders of the stages so far, side by side. */
  @Override
  public Network encoder() {
    return joined;
  }

  @Override
  public Map<String, Network> networks() {
    var networks = new LinkedHashMap<String, Network>();
    for (int i = 0; i < learners.size(); i++) {
      String prefix = "stage" + i + ".";
      learners.get(i).networks().forEach((name, network) -> networks.put(prefix + name, network));
    }
    return networks;
  }

  @Override
  public Pace pace(String network, Moment moment) {
    int dot = network.indexOf('.');
    int of = Integer.parseInt(network.substring("stage".length(), dot));
    var own = learners.get(of).pace(network.substring(dot + 1), moment);
    return of == stage || own == Pace.FOLLOWING ? own : Pace.FROZEN;
  }

  @Override
  public double rateFactor(String network) {
    int dot = network.indexOf('.');
    int of = Integer.parseInt(network.substring("stage".length(), dot));
    return learners.get(of).rateFactor(network.substring(dot + 1));
  }

  @Override
  public void before(Moment moment) {
    boolean last = stage == method.stages() - 1;
    if (!last && moment.epoch() > since && (isOver(moment) || stalls(moment))) {
      handOver(moment);
    }
    learners.get(stage).before(moment);
  }

  /** Returns whether the stage has had its part of the epochs that were left when it began. */
  private boolean isOver(Moment moment) {
    int left = moment.epochs() - since;
    int own = Math.max(1, left / (method.stages() - stage));
    return moment.epoch() - since >= own;
  }

  /** Groups the images by what this stage has learned as well, and begins the next one. */
  private void handOver(Moment moment) {
    var rows = embedded(learners.get(stage)).unit();
    var clusters =
        KMeans.clusters(method.clusters())
            .seed(SplitMix64.of(start.seed(), 78, stage).nextLong())
            .of(rows)
            .assignment();
    groups = method.lastStageOnly() ? Groups.of(clusters) : groups.split(clusters);
    stage++;
    since = moment.epoch();
    best = -1;
    worse = 0;
  }

  private Embeddings embedded(Learner learner) {
    return new Encoder("a stage", learner.encoder(), start.augment()).embed(start.images());
  }

  private boolean stalls(Moment moment) {
    if (method.patience() == 0 || stage == 0) {
      return false;
    }
    double found = Pairing.of(learners.get(stage).encoder(), start, SAMPLE, moment.epoch());
    worse = found > best ? 0 : worse + 1;
    best = Math.max(best, found);
    return worse >= method.patience();
  }

  @Override
  public Optional<List<int[]>> plan(Moment moment, int batch) {
    if (stage == 0) {
      return learners.get(0).plan(moment, batch);
    }
    var random = SplitMix64.of(start.seed(), 79, moment.epoch());
    return Optional.of(groups.batches(batch, random));
  }

  @Override
  public NDArray loss(Views views) {
    return learners.get(stage).loss(views);
  }

  @Override
  public void after(Moment moment) {
    learners.get(stage).after(moment);
  }

  @Override
  public Map<String, Double> figures() {
    var figures = new LinkedHashMap<>(learners.get(stage).figures());
    figures.put("stage", (double) stage);
    return figures;
  }

  /** Returns the group of each image so far. */
  int[] groups() {
    return groups.labels();
  }

  @Override
  public void save(State state) {
    state.put("stage", stage, since, worse, Double.doubleToLongBits(best));
    state.put("groups", Arrays.stream(groups.labels()).asLongStream().toArray());
    for (int i = 0; i < learners.size(); i++) {
      learners.get(i).save(state.part("stage" + i));
    }
  }

  @Override
  public void load(State state) {
    long[] numbers = state.longs("stage");
    stage = (int) numbers[0];
    since = (int) numbers[1];
    worse = (int) numbers[2];
    best = Double.longBitsToDouble(numbers[3]);
    groups = Groups.of(Arrays.stream(state.longs("groups")).mapToInt(i -> (int) i).toArray());
    for (int i = 0; i < learners.size(); i++) {
      learners.get(i).load(state.part("stage" + i));
    }
  }

  @Override
  public void close() {
    learners.forEach(Learner::close);
  }
}
