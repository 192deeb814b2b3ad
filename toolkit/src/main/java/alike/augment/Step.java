package alike.augment;

import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.show.Card;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One step of a pipeline: draws what to do to an image. Drawing is apart from doing, so that what
 * is done can be tested without luck. Open: a record of one's own is a step as well.
 */
@FunctionalInterface
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RandomResizedCrop.class, name = "RandomResizedCrop"),
  @JsonSubTypes.Type(value = Resize.class, name = "Resize"),
  @JsonSubTypes.Type(value = HorizontalFlip.class, name = "HorizontalFlip"),
  @JsonSubTypes.Type(value = ColorJitter.class, name = "ColorJitter"),
  @JsonSubTypes.Type(value = RandomGrayscale.class, name = "RandomGrayscale"),
  @JsonSubTypes.Type(value = GaussianBlur.class, name = "GaussianBlur"),
  @JsonSubTypes.Type(value = VerticalFlip.class, name = "VerticalFlip"),
  @JsonSubTypes.Type(value = CenterCrop.class, name = "CenterCrop"),
  @JsonSubTypes.Type(value = PadAndCrop.class, name = "PadAndCrop"),
  @JsonSubTypes.Type(value = Brightness.class, name = "Brightness"),
  @JsonSubTypes.Type(value = Contrast.class, name = "Contrast"),
  @JsonSubTypes.Type(value = Saturation.class, name = "Saturation"),
  @JsonSubTypes.Type(value = Hue.class, name = "Hue"),
  @JsonSubTypes.Type(value = Gamma.class, name = "Gamma"),
  @JsonSubTypes.Type(value = Sharpness.class, name = "Sharpness"),
  @JsonSubTypes.Type(value = AutoContrast.class, name = "AutoContrast"),
  @JsonSubTypes.Type(value = Equalize.class, name = "Equalize"),
  @JsonSubTypes.Type(value = Posterize.class, name = "Posterize"),
  @JsonSubTypes.Type(value = Solarize.class, name = "Solarize"),
  @JsonSubTypes.Type(value = Invert.class, name = "Invert"),
  @JsonSubTypes.Type(value = Rotate.class, name = "Rotate"),
  @JsonSubTypes.Type(value = Affine.class, name = "Affine"),
  @JsonSubTypes.Type(value = Perspective.class, name = "Perspective"),
  @JsonSubTypes.Type(value = RandomErasing.class, name = "RandomErasing"),
  @JsonSubTypes.Type(value = AutoAugment.class, name = "AutoAugment"),
  @JsonSubTypes.Type(value = RandAugment.class, name = "RandAugment"),
  @JsonSubTypes.Type(value = TrivialAugment.class, name = "TrivialAugment"),
  @JsonSubTypes.Type(value = Corrupt.class, name = "Corrupt"),
  @JsonSubTypes.Type(value = Normalize.class, name = "Normalize")
})
public interface Step {

  /**
   * Draws the parameters for one image.
   *
   * @param random this step's own stream for this image, view and epoch
   * @param height the image's rows when the step comes to it
   * @param width the image's columns then
   */
  Op draw(SplitMix64 random, int height, int width);

  /**
   * Does this step to every image of a set. The same seed gives the same set; values are rounded to
   * bytes.
   *
   * @param seed decides with the image's place in the set what is drawn
   * @throws IllegalArgumentException if the images come out in different sizes, or with values
   *     outside [0, 1]
   */
  default ImageSet applyTo(ImageSet images, long seed) {
    return WholeSet.of(this, images, seed);
  }

  /** Returns the step's line on a card. */
  default Card.Setting setting() {
    return new Card.Setting(getClass().getSimpleName(), toString(), "");
  }

  /** A step that decides the size of the views. */
  interface Sizing extends Step {

    /** Returns the rows and columns of what comes out. */
    int size();
  }
}
