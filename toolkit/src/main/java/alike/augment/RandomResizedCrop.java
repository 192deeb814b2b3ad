package alike.augment;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.show.Card;

/**
 * Cuts a random rectangle out and brings it to {@code size} × {@code size}.
 *
 * <p>Up to ten tries: area {@code U(scaleLow, scaleHigh) · H·W}, ratio width : height {@code
 * exp(U(ln ratioLow, ln ratioHigh))}, width and height rounded half to even; the first that fits is
 * put anywhere with equal chance. Else the largest centred rectangle of an allowed ratio.
 *
 * @param size rows and columns of the view, 1 or more
 * @param scaleLow smallest share of the area, in (0, 1]; SimCLR 0.08, MoCo v2 0.2
 * @param scaleHigh largest share, in [scaleLow, 1]
 * @param ratioLow smallest width : height, above 0
 * @param ratioHigh largest width : height, ratioLow or more
 * @param interpolation how pixels are made, results kept in [0, 1]; the released codes of SimCLR,
 *     BYOL, Barlow Twins, VICReg and DINO have bicubic, those of MoCo and SwAV bilinear
 * @see <a href="https://arxiv.org/abs/1409.4842">Szegedy et al. 2014, section 6</a>; sampling as in
 *     torchvision 0.19
 */
public record RandomResizedCrop(
    int size,
    double scaleLow,
    double scaleHigh,
    double ratioLow,
    double ratioHigh,
    Interpolation interpolation)
    implements Step.Sizing {

  private static final int TRIES = 10;

  /** Checks the ranges. */
  public RandomResizedCrop {
    Require.positive("size", size);
    Require.positive("scaleLow", scaleLow);
    Require.within("scaleHigh", scaleLow, 1, scaleHigh);
    Require.positive("ratioLow", ratioLow);
    Require.positive("ratioHigh", ratioHigh);
    Require.within("ratioLow", 0, ratioHigh, ratioLow);
  }

  /** Crops bilinearly. */
  public RandomResizedCrop(
      int size, double scaleLow, double scaleHigh, double ratioLow, double ratioHigh) {
    this(size, scaleLow, scaleHigh, ratioLow, ratioHigh, Interpolation.BILINEAR);
  }

  /** Crops bilinearly with ratios of 3/4 to 4/3, as the papers do. */
  public RandomResizedCrop(int size, double scaleLow, double scaleHigh) {
    this(size, scaleLow, scaleHigh, 3.0 / 4, 4.0 / 3);
  }

  /** Returns a copy that makes pixels in another way. */
  public RandomResizedCrop with(Interpolation other) {
    return new RandomResizedCrop(size, scaleLow, scaleHigh, ratioLow, ratioHigh, other);
  }

  @Override
  public Op draw(SplitMix64 random, int height, int width) {
    for (int i = 0; i < TRIES; i++) {
      double area = (double) height * width * random.uniform(scaleLow, scaleHigh);
      double ratio = Math.exp(random.uniform(Math.log(ratioLow), Math.log(ratioHigh)));
      int w = (int) Math.rint(Math.sqrt(area * ratio));
      int h = (int) Math.rint(Math.sqrt(area / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        return cut(random.below(height - h + 1), random.below(width - w + 1), h, w);
      }
    }
    return centred(height, width);
  }

  private Op centred(int height, int width) {
    double ratio = (double) width / height;
    int w = ratio > ratioHigh ? (int) Math.rint(height * ratioHigh) : width;
    int h = ratio < ratioLow ? (int) Math.rint(width / ratioLow) : height;
    return cut((height - h) / 2, (width - w) / 2, h, w);
  }

  private Op cut(int top, int left, int height, int width) {
    return new Resized(top, left, height, width, size, size, interpolation).inRange();
  }

  @Override
  public Card.Setting setting() {
    return new Card.Setting(
        "crop",
        "%d×%d".formatted(size, size),
        "always; area %s of the image, width : height %s, %s"
            .formatted(
                Code.range(scaleLow, scaleHigh),
                Code.range(ratioLow, ratioHigh),
                Code.words(interpolation)));
  }

  @Override
  public String toString() {
    var ratios =
        ratioLow == 3.0 / 4 && ratioHigh == 4.0 / 3
            ? ""
            : ", %s, %s".formatted(ratioLow, ratioHigh);
    return "new RandomResizedCrop(%d, %s, %s%s)%s"
        .formatted(
            size, scaleLow, scaleHigh, ratios, Code.with(interpolation, Interpolation.BILINEAR));
  }
}
