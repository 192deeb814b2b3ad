package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.augment.Augment;
import alike.augment.MultiCrop;
import alike.check.Require;
import alike.loss.Dino;
import alike.loss.Role;
import alike.model.Cosines;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import alike.model.Network;
import alike.model.State;
import alike.show.Card;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DINO for conv nets: a student predicts the outputs that a slowly following teacher gives for
 * other full-sized views of the image. The teacher's outputs are centred by their running mean and
 * sharpened by a low temperature; one without the other collapses. With a {@link MultiCrop} the
 * student sees the small views too, the teacher does not.
 *
 * <p>The last layer takes cosines with learned directions and stands still in the first epoch. The
 * paper has 65536 outputs and hidden layers of 2048 before a bottleneck of 256; the standard ones
 * here are 1024, and 512 before 128, for small nets and data sets.
 *
 * @param loss compares student and teacher; its temperature of the teacher is the one after the
 *     warm-up
 * @param head between representation and last layer; its output is the bottleneck
 * @param outputs of the last layer, 2 or more
 * @param momentum of the teacher; the paper's rises from 0.996 to 1
 * @param warmFrom the teacher's temperature in the first epoch, above 0; the paper takes 0.04
 * @param warmEpochs epochs in which it moves to the loss's, 0 or more; the paper takes 30 of 100 to
 *     get to 0.07
 * @param frozenEpochs in which the last layer stands still, 0 or more; the paper has 1
 * @see <a href="https://arxiv.org/abs/2104.14294">Caron et al. 2021, algorithm 1, appendix C</a>
 */
public record DinoMethod(
    Dino loss,
    Head head,
    int outputs,
    Momentum momentum,
    double warmFrom,
    int warmEpochs,
    int frozenEpochs)
    implements Method, Card.Carded {

  private static final DinoMethod STANDARD =
      new DinoMethod(
          Dino.standard(),
          MlpHead.widths(512, 512, 128).withHidden(Hidden.NORM_GELU),
          1024,
          Momentum.cosine(0.996).renewals(10),
          0.04,
          0,
          1);

  /** Checks the settings. */
  public DinoMethod {
    Require.atLeast("outputs", 2, outputs);
    Require.positive("warmFrom", warmFrom);
    Require.atLeast("warmEpochs", 0, warmEpochs);
    Require.atLeast("frozenEpochs", 0, frozenEpochs);
  }

  /** Returns the method with a loss and the standard networks. */
  public static DinoMethod loss(Dino loss) {
    var standard = STANDARD;
    return new DinoMethod(
        loss,
        standard.head,
        standard.outputs,
        standard.momentum,
        standard.warmFrom,
        standard.warmEpochs,
        standard.frozenEpochs);
  }

  /** Returns the same method with another head before the last layer. */
  public DinoMethod withHead(Head value) {
    return new DinoMethod(loss, value, outputs, momentum, warmFrom, warmEpochs, frozenEpochs);
  }

  /** Returns the same method with another number of outputs, 2 or more. */
  public DinoMethod withOutputs(int value) {
    return new DinoMethod(loss, head, value, momentum, warmFrom, warmEpochs, frozenEpochs);
  }

  /** Returns the same method with another momentum of the teacher. */
  public DinoMethod withMomentum(Momentum value) {
    return new DinoMethod(loss, head, outputs, value, warmFrom, warmEpochs, frozenEpochs);
  }

  /** Returns the same method whose teacher's temperature moves from a value to the loss's. */
  public DinoMethod withWarmup(double from, int epochs) {
    return new DinoMethod(loss, head, outputs, momentum, from, epochs, frozenEpochs);
  }

  /** Returns the same method whose last layer stands still in the first epochs. */
  public DinoMethod withFrozenEpochs(int value) {
    return new DinoMethod(loss, head, outputs, momentum, warmFrom, warmEpochs, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public int views(Augment augment) {
    return augment instanceof MultiCrop crops ? crops.views() : views();
  }

  /** Returns the loss at an epoch: the teacher's temperature moves in a line, then stays. */
  Dino lossAt(int epoch) {
    if (epoch >= warmEpochs - 1) {
      return loss;
    }
    double part = (double) epoch / (warmEpochs - 1);
    double temperature = warmFrom + part * (loss.teacherTemperature() - warmFrom);
    return new Dino(temperature, loss.studentTemperature(), loss.centerMomentum());
  }

  @Override
  public Learner start(Start start) {
    var online = Tower.of(start, head);
    var last = start.network(Cosines.count(outputs), head.width(), 2);
    var teacher = Tower.copy(online, start, head);
    var teacherLast = start.network(Cosines.count(outputs), head.width(), 2);
    return new Steps(this, online, last, teacher, teacherLast, Center.zeros(outputs, start));
  }

  /** DINO at work. */
  record Steps(
      DinoMethod method,
      Tower online,
      Network last,
      Tower teacher,
      Network teacherLast,
      Center center)
      implements Taught {

    @Override
    public Map<String, Network> further() {
      var further = new LinkedHashMap<String, Network>();
      further.put("last", last);
      further.put("teacherLast", teacherLast);
      return further;
    }

    @Override
    public Pace pace(String network, Moment moment) {
      boolean still = network.equals("last") && moment.epoch() < method.frozenEpochs;
      return still ? Pace.FROZEN : Taught.super.pace(network, moment);
    }

    @Override
    public NDArray loss(Views views) {
      NDArray taught = teacherLast.teach(teacher.teach(views.images())); // [2N, K]
      NDArray targets = taught.reshape(-1, views.size(), method.outputs); // [2, N, K]
      var loss = method.lossAt(views.moment().epoch());
      var batch =
          views.batch(outputs(views)).with(Role.TARGETS, targets).with(Role.CENTER, center.value());
      center.prepare(targets, loss);
      return loss.of(batch);
    }

    private NDArray outputs(Views views) {
      var all = new NDList();
      for (var crops : views.crops()) {
        all.add(last.forward(online.embed(crops.images()), true));
      }
      return all.size() == 1 ? all.get(0) : NDArrays.concat(all); // [V·N, K]
    }

    @Override
    public void after(Moment moment) {
      double momentum = method.momentum.at(moment.step() + 1, moment.steps());
      teacher.follow(online, momentum);
      teacherLast.follow(last, momentum);
      center.move();
    }

    @Override
    public void save(State state) {
      state.put("center", center.value());
    }

    @Override
    public void load(State state) {
      state.into("center", center.value());
    }

    @Override
    public void close() {
      Taught.super.close();
      center.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "DINO",
        "A student predicts a slow teacher's centred and sharpened outputs of other views.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper: teacher at 0.04 to 0.07"),
            new Card.Setting("head", head.toString(), "the paper's: 2048, 2048, 256"),
            new Card.Setting("outputs", Integer.toString(outputs), "≥ 2; the paper: 65536"),
            new Card.Setting("momentum", momentum.toString(), "of the teacher; the paper: 0.996"),
            new Card.Setting(
                "warmFrom", Double.toString(warmFrom), "teacher's first temperature; 0.04"),
            new Card.Setting(
                "warmEpochs", Integer.toString(warmEpochs), "until the loss's; the paper: 30"),
            new Card.Setting(
                "frozenEpochs",
                Integer.toString(frozenEpochs),
                "in which the last layer stands still; the paper: 1")),
        "Caron et al. 2021, arXiv 2104.14294, algorithm 1, appendix C",
        toString());
  }

  @Override
  public String toString() {
    var code =
        new Code("DinoMethod.loss(%s)".formatted(loss))
            .unless(head.equals(STANDARD.head), "withHead", head)
            .unless(outputs == STANDARD.outputs, "withOutputs", outputs)
            .unless(momentum.equals(STANDARD.momentum), "withMomentum", momentum);
    boolean cold = warmEpochs == 0 && warmFrom == STANDARD.warmFrom;
    return code.unless(cold, "withWarmup", warmFrom + ", " + warmEpochs)
        .unless(frozenEpochs == STANDARD.frozenEpochs, "withFrozenEpochs", frozenEpochs)
        .toString();
  }
}
