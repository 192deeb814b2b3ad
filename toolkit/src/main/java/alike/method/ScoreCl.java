package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.data.SplitMix64;
import alike.loss.Role;
import alike.model.Network;
import alike.model.State;
import alike.show.Card;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ScoreCL: the base method, each image weighted by how far apart its two views lie, as a score
 * network that has seen the images alone tells it.
 *
 * <p>{@code L = Σᵢ wᵢ ℓᵢ} with ℓ the base method's terms and w by {@link Weighing} from the scores
 * of the first two views; no gradient flows into the weights. What a weight does to each loss is
 * told by the loss: in VICReg it weighs the invariance alone, in Barlow Twins the correlation.
 *
 * <p>The paper says that pairs are weighted by the difference of the score values of their views;
 * the exact form of weight and normalisation here is ours, and its alternatives are settings.
 *
 * @param base the method that is weighted: one whose loss weighs images
 * @param score how the score network learns, once, before the first epoch
 * @param weighing how scores become weights
 * @see <a href="https://arxiv.org/abs/2306.04175">Kim et al. 2023</a>
 */
public record ScoreCl(Method base, ScoreMatching score, Weighing weighing)
    implements Method, Card.Carded {

  /** Checks that the base method weighs images and has two views. */
  public ScoreCl {
    if (!base.weighsImages() || base.views() < 2) {
      throw new IllegalArgumentException(
          "ScoreCl cannot wrap %s: its loss does not weigh images, or it has one view alone. It wraps SimClr, MoCo, SimSiam, Byol, BarlowTwins, VicReg and WMse."
              .formatted(base));
    }
  }

  /** Returns a base method weighted by scores from denoising at σ = 0.1. */
  public static ScoreCl of(Method base) {
    return new ScoreCl(base, ScoreMatching.denoising(0.1), Weighing.standard());
  }

  /** Returns a copy whose score network learns otherwise. */
  public ScoreCl score(ScoreMatching value) {
    return new ScoreCl(base, value, weighing);
  }

  /** Returns a copy that weighs otherwise. */
  public ScoreCl weighing(Weighing value) {
    return new ScoreCl(base, score, value);
  }

  @Override
  public int views() {
    return base.views();
  }

  @Override
  public Learner start(Start start) {
    return new Weighed(this, start, base.start(start), ScoreFunction.untrained(score, start));
  }

  /** The base method at work, with its weights. */
  private static final class Weighed implements Learner {
    private final ScoreCl method;
    private final Start start;
    private final Learner base;
    private final ScoreFunction score;
    private boolean trained;
    private double effective = 1;

    Weighed(ScoreCl method, Start start, Learner base, ScoreFunction score) {
      this.method = method;
      this.start = start;
      this.base = base;
      this.score = score;
    }

    @Override
    public Network encoder() {
      return base.encoder();
    }

    @Override
    public Map<String, Network> networks() {
      var networks = new LinkedHashMap<>(base.networks());
      networks.put("score", score.network());
      return networks;
    }

    @Override
    public Pace pace(String network, Moment moment) {
      return network.equals("score") ? Pace.FOLLOWING : base.pace(network, moment);
    }

    @Override
    public double rateFactor(String network) {
      return network.equals("score") ? 1 : base.rateFactor(network);
    }

    @Override
    public void before(Moment moment) {
      if (!trained) {
        trained = !Double.isNaN(score.learn(start.images(), start.augment(), start.seed()));
      }
      base.before(moment);
    }

    @Override
    public Optional<List<int[]>> plan(Moment moment, int batch) {
      return base.plan(moment, batch);
    }

    @Override
    public NDArray loss(Views views) {
      var random = SplitMix64.of(start.seed(), views.moment().step());
      double[] weights = method.weighing.of(gaps(views), random);
      effective = Weighing.effective(weights) / weights.length;
      var floats = new float[weights.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) weights[i];
      }
      var manager = views.images().getManager();
      return base.loss(views.with(Role.WEIGHTS, manager.create(floats, new Shape(floats.length))));
    }

    private double[] gaps(Views views) {
      NDArray first = score.of(views.view(0));
      NDArray second = score.of(views.view(1));
      var gaps = new double[views.size()];
      if (method.weighing.gap() == Weighing.Gap.OF_SCORES) {
        float[] lengths =
            start.backend().evaluating(() -> ScoreFunction.lengths(first.sub(second)));
        for (int i = 0; i < gaps.length; i++) {
          gaps[i] = lengths[i];
        }
        return gaps;
      }
      float[] one = start.backend().evaluating(() -> ScoreFunction.lengths(first));
      float[] other = start.backend().evaluating(() -> ScoreFunction.lengths(second));
      for (int i = 0; i < gaps.length; i++) {
        gaps[i] = Math.abs(one[i] - other[i]);
      }
      return gaps;
    }

    @Override
    public void after(Moment moment) {
      base.after(moment);
    }

    /** Returns the base method's figures, and what part of the batch the weights leave. */
    @Override
    public Map<String, Double> figures() {
      var figures = new LinkedHashMap<>(base.figures());
      figures.put("effective batch", effective);
      return figures;
    }

    @Override
    public void save(State state) {
      state.put("trained", trained ? 1L : 0L);
      base.save(state.part("base"));
    }

    @Override
    public void load(State state) {
      trained = state.longs("trained")[0] == 1;
      base.load(state.part("base"));
    }

    @Override
    public void close() {
      score.close();
      base.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "ScoreCL",
        "Each image counts by how far apart a score network sees its two views.",
        "\\mathcal{L} = \\frac{1}{N} \\sum_{i=1}^{N} w_i\\, \\ell_i, \\quad w_i ="
            + " \\frac{\\bigl|\\,\\|s(x_i^1)\\| - \\|s(x_i^2)\\|\\,\\bigr|}{\\frac{1}{N}\\sum_j"
            + " \\bigl|\\,\\|s(x_j^1)\\| - \\|s(x_j^2)\\|\\,\\bigr|}",
        List.of(
            new Card.Setting("base", base.toString(), "any method whose loss weighs images"),
            new Card.Setting("score", score.toString(), "σ in [0, 1] pixels; ours"),
            new Card.Setting("weighing", weighing.toString(), "form and normalisation are ours")),
        "Kim et al. 2023, arXiv 2306.04175; the weight's exact form is ours",
        toString());
  }

  @Override
  public String toString() {
    var code = new StringBuilder("ScoreCl.of(%s)".formatted(base));
    if (!score.equals(ScoreMatching.denoising(0.1))) {
      code.append(".score(%s)".formatted(score));
    }
    if (!weighing.equals(Weighing.standard())) {
      code.append(".weighing(%s)".formatted(weighing));
    }
    return code.toString();
  }
}
