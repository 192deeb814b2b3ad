package alike.method;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.data.SplitMix64;
import alike.engine.Rows;
import alike.loss.Batch;
import alike.loss.CoNe;
import alike.loss.CrossEntropy;
import alike.loss.Loss;
import alike.loss.Role;
import alike.model.Bank;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.Network;
import alike.model.State;
import alike.show.Card;
import java.util.List;
import java.util.Map;

/**
 * CoNe, "contrast your neighbours": classification with the help of each image's nearest neighbours
 * in a queue of a slow teacher's embeddings. Needs labels; one view of each image.
 *
 * <p>One step: q = head(encoder(view)) and the scores classifier(q) with gradient; k and its
 * probabilities of the classes from the teacher, which sees the same view; loss of q, scores, k and
 * queue; optimiser; {@code ξ ← mξ + (1 − m)θ}; k, its class and its probabilities take the place of
 * the oldest in the queue. The first epoch has the cross-entropy of the scores alone, while the
 * queue fills. The teacher starts equal to the encoder.
 *
 * @param loss compares all that; the paper takes {@link CoNe}
 * @param queue embeddings that it holds, at least a batch; 0, the default, for the paper's 65,536
 *     but no more than the largest power of two that the number of images reaches
 * @param momentum m; the paper's rises from 0.996 to 1 by half a cosine
 * @param head between representation and classifier; the paper's has 4096 and 256 numbers
 * @see <a href="https://arxiv.org/abs/2308.10761">Zheng et al. 2023, CoNe</a>
 */
public record CoNeMethod(Loss loss, int queue, Momentum momentum, Head head)
    implements Method, Card.Carded {

  private static final CoNeMethod STANDARD =
      new CoNeMethod(
          CoNe.standard(),
          QueueSize.AUTOMATIC,
          Momentum.cosine(0.996).renewals(10),
          MlpHead.widths(4096, 256).withHidden(MlpHead.Hidden.NORM));

  /** Checks the size of the queue. */
  public CoNeMethod {
    Require.atLeast("queue", 0, queue);
  }

  /** Returns the paper's method. */
  public static CoNeMethod standard() {
    return STANDARD;
  }

  /** Returns the same method with another loss; it is given what {@link CoNe} is. */
  public CoNeMethod withLoss(Loss value) {
    return new CoNeMethod(value, queue, momentum, head);
  }

  /** Returns the same method with another queue, at least a batch; 0 for the default. */
  public CoNeMethod queue(int value) {
    return new CoNeMethod(loss, value, momentum, head);
  }

  /** Returns the same method with a momentum that rises from a value in [0, 1] to 1. */
  public CoNeMethod momentum(double from) {
    return momentum(Momentum.cosine(from));
  }

  /** Returns the same method with another momentum. */
  public CoNeMethod momentum(Momentum value) {
    return new CoNeMethod(loss, queue, value, head);
  }

  /** Returns the same method with another head. */
  public CoNeMethod withHead(Head value) {
    return new CoNeMethod(loss, queue, momentum, value);
  }

  @Override
  public int views() {
    return 1;
  }

  @Override
  public Learner start(Start start) {
    int size = QueueSize.of(queue, start);
    int classes = start.images().classNames().size();
    var classifier = MlpHead.widths(classes);
    var online = Tower.of(start, head);
    var scores = start.network(classifier.on(head.width()), head.width(), 2);
    var teacherScores = start.network(classifier.on(head.width()), head.width(), 2);
    teacherScores.follow(scores, 0);
    long seed = SplitMix64.of(start.seed(), 3).nextLong();
    var memory =
        new Memory(
            Bank.random(size, head.width(), start.backend(), seed),
            Bank.constant(size, 1, start.backend(), -1), // no class
            Bank.constant(size, classes, start.backend(), 1.0 / classes));
    return new Steps(this, online, scores, Tower.copy(online, start, head), teacherScores, memory);
  }

  /** Earlier keys, with their classes and the teacher's probabilities of all classes. */
  private record Memory(Bank keys, Bank labels, Bank probabilities) {

    Batch given(Batch batch) {
      float[] numbers = labels.rows().toFloatArray();
      var classes = new int[numbers.length];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = (int) numbers[i];
      }
      return batch
          .with(Role.BANK, keys.rows())
          .withBankLabels(classes)
          .with(Role.BANK_PROBABILITIES, probabilities.rows());
    }

    List<Bank> all() {
      return List.of(keys, labels, probabilities);
    }
  }

  /** CoNe at work. */
  private record Steps(
      CoNeMethod method,
      Tower online,
      Network classifier,
      Tower teacher,
      Network teacherClassifier,
      Memory memory)
      implements Taught {

    @Override
    public Map<String, Network> further() {
      return Map.of("classifier", classifier);
    }

    @Override
    public Map<String, Network> networks() {
      var networks = Taught.super.networks();
      networks.put("teacherClassifier", teacherClassifier);
      return networks;
    }

    @Override
    public NDArray loss(Views views) {
      NDArray query = online.embed(views.view(0)); // [N, D]
      NDArray scores = classifier.forward(query, true); // [N, C]
      NDArray key = teacher.teach(views.view(0)); // [N, D]
      hold(key, views.labels());
      var batch = views.batch(query).withLabels(views.labels()).with(Role.LOGITS, scores);
      return views.moment().epoch() == 0
          ? CrossEntropy.standard().of(batch)
          : method.loss.of(memory.given(batch.with(Role.TARGETS, key.expandDims(0))));
    }

    private void hold(NDArray key, int[] labels) {
      var classes = new float[labels.length];
      for (int i = 0; i < classes.length; i++) {
        classes[i] = labels[i];
      }
      memory.keys.hold(Rows.unit(key));
      memory.labels.hold(key.getManager().create(classes).reshape(-1, 1));
      memory.probabilities.hold(teacherClassifier.teach(key).softmax(1));
    }

    @Override
    public void after(Moment moment) {
      double m = method.momentum.at(moment.step(), moment.steps());
      teacher.follow(online, m);
      teacherClassifier.follow(classifier, m);
      memory.all().forEach(Bank::push);
    }

    @Override
    public void save(State state) {
      memory.keys.save(state.part("keys"));
      memory.labels.save(state.part("labels"));
      memory.probabilities.save(state.part("probabilities"));
    }

    @Override
    public void load(State state) {
      memory.keys.load(state.part("keys"));
      memory.labels.load(state.part("labels"));
      memory.probabilities.load(state.part("probabilities"));
    }

    @Override
    public void close() {
      Taught.super.close();
      teacherClassifier.close();
      memory.all().forEach(Bank::close);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "CoNe",
        "Classifies with the help of each image's nearest neighbours in a queue.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes CoNe"),
            new Card.Setting("queue", Integer.toString(queue), QueueSize.MEANING),
            new Card.Setting(
                "momentum", momentum.toString(), "the paper: 0.996 to 1; lower in short runs"),
            new Card.Setting("head", head.toString(), "the paper: 4096 and 256")),
        "Zheng et al. 2023, arXiv 2308.10761, and its released code",
        toString());
  }

  @Override
  public String toString() {
    return new Code("CoNeMethod.standard()")
        .unless(loss.equals(STANDARD.loss), "withLoss", loss)
        .unless(queue == STANDARD.queue, "queue", queue)
        .unless(momentum.equals(STANDARD.momentum), "momentum", momentum)
        .unless(head.equals(STANDARD.head), "withHead", head)
        .toString();
  }
}
