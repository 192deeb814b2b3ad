package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import alike.augment.Augment;
import alike.augment.MultiCrop;
import alike.check.Require;
import alike.data.SplitMix64;
import alike.engine.Rows;
import alike.loss.Role;
import alike.loss.Swav;
import alike.model.Bank;
import alike.model.Head;
import alike.model.LossArrays;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import alike.model.Network;
import alike.model.State;
import alike.show.Card;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SwAV: from each view the method predicts which prototypes the full-sized views of the image fall
 * to, when the batch is shared out evenly over all prototypes. With a {@link MultiCrop} the small
 * views predict too, and are not predicted.
 *
 * <p>Prototypes are learned directions: after every step they are scaled back to length 1, and they
 * stand still in the first epoch. A queue of earlier embeddings, of all full-sized views, is shared
 * out together with a batch that is too small to fill all prototypes by itself; the release keeps a
 * queue a view. It fills from the start, and counts from an epoch on, when it is full.
 *
 * <p>The paper has 3000 prototypes for the thousand classes of ImageNet and a hidden layer of 2048;
 * for ten classes 300 are enough, and the standard hidden layer is the small conv net's 512.
 *
 * @param loss predicts and shares out; of the cosine kind
 * @param head between representation and loss; the paper's has a hidden layer of 2048 and 128
 *     outputs
 * @param frozenEpochs in which the prototypes stand still, 0 or more; the paper has 1
 * @param queue earlier embeddings that are shared out together with the batch, 0 for none; the
 *     paper has none for batches of 4096, and 3840 a view for 256
 * @param queueFrom the epoch from which the queue counts, 0 or more; the paper has 15
 * @see <a href="https://arxiv.org/abs/2006.09882">Caron et al. 2020, algorithm 1</a>
 */
public record SwavMethod(Swav loss, Head head, int frozenEpochs, int queue, int queueFrom)
    implements Method, Card.Carded {

  private static final Head HEAD = MlpHead.widths(512, 128).withHidden(Hidden.BIAS_NORM);
  private static final int QUEUE_FROM = 15;

  /** Checks the settings. */
  public SwavMethod {
    Require.atLeast("frozenEpochs", 0, frozenEpochs);
    Require.atLeast("queue", 0, queue);
    Require.atLeast("queueFrom", 0, queueFrom);
    if (loss.scores() != Swav.Scores.COSINE) {
      throw new IllegalArgumentException(
          "The method learns prototypes, but %s takes scores that are given. Leave withScores out."
              .formatted(loss));
    }
  }

  /** Returns the method with a loss, the standard head and no queue. */
  public static SwavMethod loss(Swav loss) {
    return new SwavMethod(loss, HEAD, 1, 0, QUEUE_FROM);
  }

  /** Returns the method with this many prototypes, 2 or more, and the paper's loss. */
  public static SwavMethod prototypes(int count) {
    return loss(Swav.prototypes(count));
  }

  /** Returns the same method with another head. */
  public SwavMethod withHead(Head value) {
    return new SwavMethod(loss, value, frozenEpochs, queue, queueFrom);
  }

  /** Returns the same method whose prototypes stand still in the first epochs, 0 or more. */
  public SwavMethod withFrozenEpochs(int value) {
    return new SwavMethod(loss, head, value, queue, queueFrom);
  }

  /** Returns the same method with a queue of so many embeddings; 0 for none. */
  public SwavMethod withQueue(int value) {
    return new SwavMethod(loss, head, frozenEpochs, value, queueFrom);
  }

  /** Returns the same method whose queue counts from an epoch on. */
  public SwavMethod withQueueFrom(int value) {
    return new SwavMethod(loss, head, frozenEpochs, queue, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public int views(Augment augment) {
    return augment instanceof MultiCrop crops ? crops.views() : views();
  }

  @Override
  public Learner start(Start start) {
    int full = start.augment() instanceof MultiCrop crops ? crops.globals().size() : views();
    int step = full * start.batch();
    if (queue > 0 && queue < step) {
      throw new IllegalArgumentException(
          "The queue holds %d embeddings, a step brings %d. Take a queue of at least %d, or none."
              .formatted(queue, step, step));
    }
    var encoder = start.network();
    var projection = start.network(head.on(encoder.width()), encoder.width(), 1);
    var prototypes = LossArrays.of(loss, head.width(), start.backend(), start.seed());
    long seed = SplitMix64.of(start.seed(), 2).nextLong();
    var bank =
        queue == 0
            ? Optional.<Bank>empty()
            : Optional.of(Bank.random(queue, head.width(), start.backend(), seed));
    var steps = new Steps(this, encoder, projection, prototypes, bank);
    steps.normalise();
    return steps;
  }

  /** SwAV at work. */
  record Steps(
      SwavMethod method, Network encoder, Network head, LossArrays arrays, Optional<Bank> queue)
      implements Learner {

    private static final String PROTOTYPES = "prototypes";

    @Override
    public Map<String, Network> networks() {
      var networks = new LinkedHashMap<String, Network>();
      networks.put("encoder", encoder);
      networks.put("head", head);
      networks.put(PROTOTYPES, arrays.network());
      return networks;
    }

    @Override
    public Pace pace(String network, Moment moment) {
      boolean still = network.equals(PROTOTYPES) && moment.epoch() < method.frozenEpochs;
      return still ? Pace.FROZEN : Pace.SCHEDULED;
    }

    @Override
    public NDArray loss(Views views) {
      NDArray embeddings = embeddings(views); // [V·N, D]
      var batch = arrays.given(views.batch(embeddings));
      if (queue.isPresent()) {
        var bank = queue.get();
        boolean full = bank.filled() == bank.size();
        if (full && views.moment().epoch() >= method.queueFrom) {
          batch = batch.with(Role.BANK, bank.rows());
        }
        int rows = views.count() * views.size();
        bank.hold(Rows.unit(embeddings.get("0:" + rows)));
      }
      return method.loss.withFullSized(views.count()).of(batch);
    }

    private NDArray embeddings(Views views) {
      var all = new NDList();
      for (var crops : views.crops()) {
        all.add(head.forward(encoder.forward(crops.images(), true), true));
      }
      return all.size() == 1 ? all.get(0) : NDArrays.concat(all);
    }

    @Override
    public void after(Moment moment) {
      normalise();
      queue.ifPresent(Bank::push);
    }

    /** Scales the prototypes to length 1, in place. */
    private void normalise() {
      var prototypes = arrays.network().trainable().get(0).getArray(); // [K, D]
      var unused =
          encoder
              .backend()
              .evaluating(
                  () -> {
                    try (var scope = new NDScope()) {
                      scope.suppressNotUsedWarning();
                      Rows.unit(prototypes).copyTo(prototypes);
                      return prototypes;
                    }
                  });
    }

    @Override
    public void save(State state) {
      queue.ifPresent(bank -> bank.save(state.part("queue")));
    }

    @Override
    public void load(State state) {
      queue.ifPresent(bank -> bank.load(state.part("queue")));
    }

    @Override
    public void close() {
      head.close();
      arrays.close();
      queue.ifPresent(Bank::close);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "SwAV",
        "Each view predicts the prototypes of the others, shared out evenly over the batch.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper has 3000 prototypes"),
            new Card.Setting("head", head.toString(), "the paper's: 2048, 128"),
            new Card.Setting(
                "frozenEpochs",
                Integer.toString(frozenEpochs),
                "in which the prototypes stand still; the paper: 1"),
            new Card.Setting(
                "queue",
                Integer.toString(queue),
                "embeddings shared out with the batch; the paper: 0, or 3840 a view"),
            new Card.Setting(
                "queueFrom", Integer.toString(queueFrom), "epoch from which it counts; 15")),
        "Caron et al. 2020, arXiv 2006.09882, algorithm 1; one queue for all full-sized views",
        toString());
  }

  @Override
  public String toString() {
    return new Code("SwavMethod.loss(%s)".formatted(loss))
        .unless(head.equals(HEAD), "withHead", head)
        .unless(frozenEpochs == 1, "withFrozenEpochs", frozenEpochs)
        .unless(queue == 0, "withQueue", queue)
        .unless(queueFrom == QUEUE_FROM, "withQueueFrom", queueFrom)
        .toString();
  }
}
