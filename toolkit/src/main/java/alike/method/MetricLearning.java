package alike.method;

import alike.check.Require;
import alike.loss.Learned;
import alike.loss.Loss;
import alike.loss.Role;
import alike.model.Head;
import alike.model.MlpHead;
import alike.show.Card;
import java.util.List;

/**
 * Supervised metric learning: embeddings of one class are drawn together and kept apart from other
 * classes', by any loss of labelled pairs, triplets or proxies. Every class in a batch has several
 * images, so that each has a partner.
 *
 * <p>Kept is the encoder, without the head; the embedding that the loss sees is {@code
 * withHead}'s.
 *
 * @param loss of labelled embeddings, for example {@link alike.loss.Triplet}
 * @param head between representation and loss; usual is one linear layer
 * @param perClass images of a class that come together, 2 or more; the field takes 4
 * @param views of each image, 1 or more; the field takes 1
 * @see <a href="https://arxiv.org/abs/2003.08505">Musgrave et al. 2020, section 4: batches of
 *     several images a class</a>
 */
public record MetricLearning(Loss loss, Head head, int perClass, int views)
    implements Method, Card.Carded {

  private static final Head HEAD = MlpHead.widths(128);
  private static final int PER_CLASS = 4;

  /** Checks the settings. */
  public MetricLearning {
    Require.atLeast("perClass", 2, perClass);
    Require.positive("views", views);
  }

  /** Returns the method with a loss, one linear layer to 128 numbers, 4 images a class. */
  public static MetricLearning loss(Loss loss) {
    return new MetricLearning(loss, HEAD, PER_CLASS, 1);
  }

  /** Returns the same method with another head. */
  public MetricLearning withHead(Head value) {
    return new MetricLearning(loss, value, perClass, views);
  }

  /** Returns the same method with another number of images of a class that come together. */
  public MetricLearning withPerClass(int value) {
    return new MetricLearning(loss, head, value, views);
  }

  /** Returns the same method with another number of views of each image. */
  public MetricLearning withViews(int value) {
    return new MetricLearning(loss, head, perClass, value);
  }

  @Override
  public Learner start(Start start) {
    start.requireClasses(this);
    if (start.batch() % perClass != 0 || start.batch() < 2 * perClass) {
      throw new IllegalArgumentException(
          "A batch must be a multiple of perClass with room for two classes, got %d of %d a class. Take a batch of %d, or another perClass."
              .formatted(
                  start.batch(), perClass, Math.max(2, start.batch() / perClass) * perClass));
    }
    int classes = start.images().classNames().size();
    for (var learned : loss.learned(head.width())) {
      if (learned.role() == Role.PROXIES && learned.shape().get(0) < classes) {
        throw new IllegalArgumentException(tooFew(learned, classes));
      }
    }
    var sampler = new PerClass(start.images().labels(), perClass, start.seed());
    return Contrast.start(start, head::on, loss, true).sampled(sampler);
  }

  private String tooFew(Learned learned, int classes) {
    return "%s has proxies of %d classes, the images have %d. Make it with classes(%d)."
        .formatted(loss, learned.shape().get(0), classes, classes);
  }

  @Override
  public Card card() {
    return new Card(
        "Metric learning",
        "Embeddings of one class are drawn together and kept apart from other classes'.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "of labelled embeddings"),
            new Card.Setting("head", head.toString(), "thrown away after training"),
            new Card.Setting(
                "perClass", Integer.toString(perClass), "images of a class that come together"),
            new Card.Setting("views", Integer.toString(views), "of each image, ≥ 1")),
        "Musgrave et al. 2020, arXiv 2003.08505, section 4",
        toString());
  }

  @Override
  public String toString() {
    return new Code("MetricLearning.loss(%s)".formatted(loss))
        .unless(head.equals(HEAD), "withHead", head)
        .unless(perClass == PER_CLASS, "withPerClass", perClass)
        .unless(views == 1, "withViews", views)
        .toString();
  }
}
