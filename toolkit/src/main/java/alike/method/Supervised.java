package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.loss.Batch;
import alike.loss.Loss;
import alike.loss.Role;
import alike.model.MlpHead;
import alike.model.Network;
import alike.show.Card;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The supervised baseline: an encoder and a linear classifier, trained together on the images'
 * classes. The classifier is thrown away; the encoder is kept, to be measured like any other.
 *
 * @param loss of the scores, {@link Role#LOGITS}; usually {@link alike.loss.CrossEntropy}
 * @param views of each image, 1 or more, each of which is classified; 1 is usual, 2 sees as many
 *     pixels a step as the methods that compare views
 * @see <a href="https://arxiv.org/abs/2004.11362">Khosla et al. 2020, the baseline of section 4</a>
 */
public record Supervised(Loss loss, int views) implements Method, Card.Carded {

  /** Checks the number of views. */
  public Supervised {
    if (views < 1) {
      throw new IllegalArgumentException("views must be 1 or more, got %d.".formatted(views));
    }
  }

  /** Returns the method with a loss of scores and one view. */
  public static Supervised loss(Loss loss) {
    return new Supervised(loss, 1);
  }

  /** Returns the same method with another number of views, 1 or more. */
  public Supervised withViews(int value) {
    return new Supervised(loss, value);
  }

  @Override
  public Learner start(Start start) {
    start.requireClasses(this);
    var encoder = start.network();
    var scores = MlpHead.widths(start.images().classNames().size());
    int width = encoder.width();
    return new Classifying(encoder, start.network(scores.on(width), width, 1), loss);
  }

  /** An encoder and a classifier; every view counts as an image. */
  private record Classifying(Network encoder, Network classifier, Loss loss) implements Learner {

    @Override
    public Map<String, Network> networks() {
      var networks = new LinkedHashMap<String, Network>();
      networks.put("encoder", encoder);
      networks.put("classifier", classifier);
      return networks;
    }

    @Override
    public NDArray loss(Views views) {
      NDArray representations = encoder.forward(views.images(), true); // [V·N, D_h]
      NDArray scores = classifier.forward(representations, true); // [V·N, C]
      var labels = new int[views.count() * views.size()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = views.labels()[row % views.size()];
      }
      var shape = new Shape(1, labels.length, encoder.width());
      var batch = Batch.of(representations.reshape(shape)).withLabels(labels);
      return loss.of(batch.with(Role.LOGITS, scores));
    }

    @Override
    public void close() {
      classifier.close();
    }
  }

  @Override
  public Card card() {
    return new Card(
        "Supervised",
        "Encoder and linear classifier, trained together on the images' classes.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "of the scores"),
            new Card.Setting("views", Integer.toString(views), "≥ 1, each of which is classified")),
        "Khosla et al. 2020, arXiv 2004.11362, the baseline of section 4",
        toString());
  }

  @Override
  public String toString() {
    return "Supervised.loss(%s)%s"
        .formatted(loss, views == 1 ? "" : ".withViews(%d)".formatted(views));
  }
}
