package alike.method;

import alike.loss.WMse;
import alike.model.Head;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import alike.show.Card;
import java.util.List;

/**
 * W-MSE: views of every image through one encoder and one head; the embeddings are whitened, and
 * then an image's views must be alike. What is whitened cannot collapse, so no negatives are
 * needed.
 *
 * @param loss whitens and compares
 * @param head between representation and loss; the released one has a hidden layer of 1024 and an
 *     output of 64, half the loss's group
 * @param views of each image, 2 or more; the paper has 2 and 4
 * @see <a href="https://arxiv.org/abs/2007.06346">Ermolov et al. 2021, section 3</a>
 */
public record WMseMethod(WMse loss, Head head, int views) implements Method, Card.Carded {

  private static final Head HEAD = MlpHead.widths(1024, 64).withHidden(Hidden.BIAS_NORM);

  /** Checks the number of views. */
  public WMseMethod {
    if (views < 2) {
      throw new IllegalArgumentException(
          "views must be 2 or more, got %d: the loss compares views of one image."
              .formatted(views));
    }
  }

  /** Returns the method with a loss, two views and the released head. */
  public static WMseMethod loss(WMse loss) {
    return new WMseMethod(loss, HEAD, 2);
  }

  /** Returns the same method with another head. */
  public WMseMethod withHead(Head value) {
    return new WMseMethod(loss, value, views);
  }

  /** Returns the same method with another number of views, 2 or more. */
  public WMseMethod withViews(int value) {
    return new WMseMethod(loss, head, value);
  }

  @Override
  public boolean weighsImages() {
    return true;
  }

  @Override
  public Learner start(Start start) {
    int group = Math.min(loss.group(), start.batch());
    if (start.batch() % group != 0) {
      throw new IllegalArgumentException(
          "The loss whitens groups of %d images, but batch is %d. Take a batch that is a multiple, or WMse.group(…) of a divisor."
              .formatted(group, start.batch()));
    }
    if (group <= head.width() && loss.epsilon() == 0) {
      throw new IllegalArgumentException(
          "%d images cannot be whitened in %d dimensions. Take groups and batches of twice the width, a narrower head, or withEpsilon(…) above 0."
              .formatted(group, head.width()));
    }
    return Contrast.start(start, head::on, loss, false);
  }

  @Override
  public Card card() {
    return new Card(
        "W-MSE",
        "The whitened embeddings of an image's views must be alike.",
        "",
        List.of(
            new Card.Setting("loss", loss.toString(), "whitens and compares"),
            new Card.Setting(
                "head", head.toString(), "thrown away after training; released: 1024, 64"),
            new Card.Setting("views", Integer.toString(views), "≥ 2; the paper has 2 and 4")),
        "Ermolov et al. 2021, arXiv 2007.06346, section 3",
        toString());
  }

  @Override
  public String toString() {
    return "WMseMethod.loss(%s)%s%s"
        .formatted(
            loss,
            head.equals(HEAD) ? "" : ".withHead(%s)".formatted(head),
            views == 2 ? "" : ".withViews(%d)".formatted(views));
  }
}
