package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.loss.Clip;
import alike.loss.Loss;
import alike.model.Architecture;
import alike.model.Head;
import alike.model.LossArrays;
import alike.model.MlpHead;
import alike.model.MlpHead.Last;
import alike.model.Network;
import alike.show.Card;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CLIP's training on pairs: two towers, one for each side, whose embeddings of the two sides of a
 * pair must find each other among all of the batch. Trains on {@link alike.data.ImagePairs}, with
 * one view of each side.
 *
 * <p>Each tower ends with a projection into the common space, and is kept with it: a row of the one
 * and a row of the other can be compared. A learned scale ({@link Clip}) is set back to its limit
 * after each step.
 *
 * @param loss compares the two towers' embeddings; the paper takes {@link Clip}
 * @param head from each tower's representation into the common space; the paper's is linear without
 *     bias
 * @param architecture of the second tower; empty for the same as the first
 * @param sideViews what makes the views of the second sides; empty for SimCLR's at their size
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, figure 3</a>
 */
public record TwoTower(
    Loss loss, Head head, Optional<Architecture> architecture, Optional<Augment> sideViews)
    implements Method, Card.Carded {

  private static final Head HEAD = MlpHead.widths(128).withLast(Last.UNBIASED);

  /** Returns the method with a loss, towers of one architecture and 128 common dimensions. */
  public static TwoTower loss(Loss loss) {
    return new TwoTower(loss, HEAD, Optional.empty(), Optional.empty());
  }

  /** Returns the same method with another architecture of the second tower. */
  public TwoTower second(Architecture value) {
    return new TwoTower(loss, head, Optional.of(value), sideViews);
  }

  /** Returns the same method with other views of the second sides. */
  public TwoTower augmentSecond(Augment value) {
    return new TwoTower(loss, head, architecture, Optional.of(value));
  }

  /** Returns the same method with another head of both towers. */
  public TwoTower withHead(Head value) {
    return new TwoTower(loss, value, architecture, sideViews);
  }

  @Override
  public int views() {
    return 1;
  }

  @Override
  public Optional<Augment> augmentOfSecond(ImageSet images) {
    return Optional.of(sideViews.orElseGet(() -> Augment.simClr(images)));
  }

  @Override
  public Learner start(Start start) {
    var other =
        start
            .toSecond(architecture.orElse(start.encoder()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s trains on pairs of images, got %s alone. Use fit(ImagePairs.of(first, second))."
                            .formatted(this, start.images())));
    var arrays = LossArrays.of(loss, head.width(), start.backend(), start.seed());
    return new Steps(loss, tower(start), tower(other), arrays);
  }

  /** Makes an encoder that ends with the projection. */
  private Network tower(Start side) {
    int width = side.width();
    return side.withEncoder(side.encoder().then(head.on(width))).network();
  }

  /** Two towers at work. */
  record Steps(Loss loss, Network encoder, Network other, LossArrays arrays) implements Learner {

    @Override
    public Map<String, Network> networks() {
      var networks = new LinkedHashMap<String, Network>();
      networks.put("encoder", encoder);
      networks.put("second", other);
      if (!arrays.isEmpty()) {
        networks.put("loss", arrays.network());
      }
      return networks;
    }

    @Override
    public Optional<Network> second() {
      return Optional.of(other);
    }

    @Override
    public NDArray loss(Views views) {
      NDArray one = encoder.forward(views.crops().get(0).images(), true); // [N, D]
      NDArray beside = other.forward(views.crops().get(1).images(), true); // [N, D]
      NDArray both = NDArrays.concat(new NDList(one, beside)); // [2N, D]
      return loss.of(arrays.given(views.batch(both)));
    }

    @Override
    public void after(Moment moment) {
      if (loss instanceof Clip clip && !arrays.isEmpty()) {
        var unused = encoder.backend().evaluating(() -> limited(Math.log(clip.limit())));
      }
    }

    private NDArray limited(double limit) {
      var scale = arrays.network().trainable().get(0).getArray(); // ()
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        scale.minimum((float) limit).copyTo(scale);
        return scale;
      }
    }

    @Override
    public void close() {
      arrays.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "Two towers",
        "The two sides of a pair must find each other among all of the batch.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "the paper takes Clip"),
            new Card.Setting("head", head.toString(), "into the common space; kept"),
            new Card.Setting(
                "architecture",
                architecture.map(Object::toString).orElse("as the first"),
                "of the second tower"),
            new Card.Setting(
                "sideViews",
                sideViews.map(Object::toString).orElse("SimCLR's"),
                "of the second sides")),
        "Radford et al. 2021, arXiv 2103.00020, figure 3",
        toString());
  }

  @Override
  public String toString() {
    return new Code("TwoTower.loss(%s)".formatted(loss))
        .unless(head.equals(HEAD), "withHead", head)
        .unless(architecture.isEmpty(), "second", architecture.map(Object::toString).orElse(""))
        .unless(sideViews.isEmpty(), "augmentSecond", sideViews.map(Object::toString).orElse(""))
        .toString();
  }
}
