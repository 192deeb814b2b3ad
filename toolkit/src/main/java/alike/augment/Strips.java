package alike.augment;

import static alike.augment.Interpolation.BILINEAR;

import alike.check.Require;
import alike.data.ImageGrid;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;

/** The strips of the operations that have a strength, and strips drawn. */
final class Strips {

  private static final long SEED = 4; // draws clearly off the middle, see StripTest

  private Strips() {}

  static List<Strip> all(ImageSet images) {
    int edge = Math.min(images.height(), images.width());
    var strips = new ArrayList<>(places(edge));
    strips.addAll(light());
    if (images.channels() == 3) {
      strips.add(ops("saturation ×", ColorOp.Saturation::new, 0, 0.5, 1.5, 2, 3));
      strips.add(ops("hue, turns", ColorOp.Hue::new, -0.2, -0.1, 0.1, 0.2, 0.5));
    }
    strips.addAll(details(edge));
    return List.copyOf(strips);
  }

  private static List<Strip> places(int edge) {
    return List.of(
        Strip.of(
            "crop, share of the area",
            share -> new RandomResizedCrop(edge, share, share, 1, 1),
            0.8,
            0.5,
            0.3,
            0.2,
            0.08),
        ops(
            "shifted, share of the width",
            share -> Transformed.shift((int) Math.rint(share * edge), 0, 0),
            0.05,
            0.1,
            0.15,
            0.2,
            0.3),
        ops("turned, degrees", by -> new Rotated(by, BILINEAR, 0), -30, -15, 15, 30, 60),
        ops(
            "leaning, degrees",
            by -> new Transformed(0, 0, 0, 1, by, 0, BILINEAR, 0),
            -30,
            -15,
            15,
            30,
            45),
        Strip.of("from the side", far -> new Perspective(far, 1), 0.1, 0.2, 0.35, 0.5, 0.7));
  }

  private static List<Strip> light() {
    return List.of(
        ops("brightness ×", ColorOp.Brightness::new, 0.2, 0.6, 1.4, 1.8, 2.5),
        ops("contrast ×", ColorOp.Contrast::new, 0.2, 0.6, 1.4, 1.8, 2.5),
        ops("gamma", gamma -> new GammaCorrected(gamma, 1), 0.3, 0.6, 1.6, 2.5, 4),
        Strip.of("solarised from", from -> new Solarize(from, 1), 0.9, 0.7, 0.5, 0.3, 0.1),
        ops("posterised, bits", bits -> new Posterized((int) bits), 5, 4, 3, 2, 1));
  }

  private static List<Strip> details(int edge) {
    int kernel = Math.min(9, 2 * edge - 1);
    return List.of(
        ops("blur, σ in pixels", s -> new Blurred(kernel, kernel, s, s), 0.4, 0.7, 1, 1.5, 2),
        ops("sharpness ×", Sharpened::new, 0, 0.5, 2, 4, 8),
        Strip.of(
            "erased, share of the area",
            share -> new RandomErasing(share, share, 1, 1, RandomErasing.Fill.BLACK, 1),
            0.03,
            0.06,
            0.1,
            0.2,
            0.3));
  }

  private static Strip ops(String name, DoubleFunction<Op> family, double... strengths) {
    return Strip.of(
        name,
        strength -> {
          var op = family.apply(strength);
          return (random, height, width) -> op;
        },
        strengths);
  }

  static ImageGrid grid(ImageSet images, int index, List<Strip> strips) {
    Objects.checkIndex(index, images.size());
    int columns = columns(strips);
    int length = images.height() * images.width() * images.channels();
    var bytes = new byte[strips.size() * columns * length];
    var captions = new ArrayList<String>();
    for (int row = 0; row < strips.size(); row++) {
      var strip = strips.get(row);
      for (int column = 0; column < columns; column++) {
        var tile = Planes.of(images, index);
        if (column > 0) {
          double strength = strip.strengths().get(column - 1);
          change(tile, strip.family().apply(strength));
          captions.add(Code.shorter(strength));
        } else {
          captions.add("as it is");
        }
        tile.bytes(bytes, (row * columns + column) * length);
      }
    }
    var title =
        "%s, image %d, along the strength of %s"
            .formatted(
                images.classNames().get(images.label(index)),
                index,
                strips.size() == 1 ? strips.get(0).name() : "each operation");
    return ImageGrid.of(title, images.height(), images.width(), images.channels(), bytes, columns)
        .withCaptions(captions)
        .withRowHeadings(strips.stream().map(Strip::name).toList());
  }

  private static int columns(List<Strip> strips) {
    Require.atLeast("the number of strips", 1, strips.size());
    var counts = strips.stream().map(strip -> strip.strengths().size()).distinct().toList();
    if (counts.size() > 1) {
      throw new IllegalArgumentException(
          "Strips in one grid must have equally many strengths, got %s. Show them in grids of their own."
              .formatted(counts));
    }
    return counts.get(0) + 1;
  }

  /** Does a step to a tile; one that came out in another size is brought back to the tile's. */
  private static void change(Planes tile, Step step) {
    int height = tile.height();
    int width = tile.width();
    step.draw(SplitMix64.of(SEED), height, width).apply(tile);
    if (tile.height() != height || tile.width() != width) {
      new Resized(0, 0, tile.height(), tile.width(), height, width, BILINEAR)
          .apply(tile);
    }
  }
}
