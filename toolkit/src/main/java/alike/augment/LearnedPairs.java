package alike.augment;

import java.util.List;
import java.util.Locale;

/** The published policies of AutoAugment: pairs of changes, each with its probability and level. */
final class LearnedPairs {

  static final List<Pair> IMAGENET =
      pairs(
          """
          Posterize 0.4 8, Rotate 0.6 9
          Solarize 0.6 5, AutoContrast 0.6 0
          Equalize 0.8 0, Equalize 0.6 0
          Posterize 0.6 7, Posterize 0.6 6
          Equalize 0.4 0, Solarize 0.2 4
          Equalize 0.4 0, Rotate 0.8 8
          Solarize 0.6 3, Equalize 0.6 0
          Posterize 0.8 5, Equalize 1.0 0
          Rotate 0.2 3, Solarize 0.6 8
          Equalize 0.6 0, Posterize 0.4 6
          Rotate 0.8 8, Color 0.4 0
          Rotate 0.4 9, Equalize 0.6 0
          Equalize 0.0 0, Equalize 0.8 0
          Invert 0.6 0, Equalize 1.0 0
          Color 0.6 4, Contrast 1.0 8
          Rotate 0.8 8, Color 1.0 2
          Color 0.8 8, Solarize 0.8 7
          Sharpness 0.4 7, Invert 0.6 0
          ShearX 0.6 5, Equalize 1.0 0
          Color 0.4 0, Equalize 0.6 0
          Equalize 0.4 0, Solarize 0.2 4
          Solarize 0.6 5, AutoContrast 0.6 0
          Invert 0.6 0, Equalize 1.0 0
          Color 0.6 4, Contrast 1.0 8
          Equalize 0.8 0, Equalize 0.6 0
          """);

  static final List<Pair> CIFAR_10 =
      pairs(
          """
          Invert 0.1 0, Contrast 0.2 6
          Rotate 0.7 2, TranslateX 0.3 9
          Sharpness 0.8 1, Sharpness 0.9 3
          ShearY 0.5 8, TranslateY 0.7 9
          AutoContrast 0.5 0, Equalize 0.9 0
          ShearY 0.2 7, Posterize 0.3 7
          Color 0.4 3, Brightness 0.6 7
          Sharpness 0.3 9, Brightness 0.7 9
          Equalize 0.6 0, Equalize 0.5 0
          Contrast 0.6 7, Sharpness 0.6 5
          Color 0.7 7, TranslateX 0.5 8
          Equalize 0.3 0, AutoContrast 0.4 0
          TranslateY 0.4 3, Sharpness 0.2 6
          Brightness 0.9 6, Color 0.2 8
          Solarize 0.5 2, Invert 0.0 0
          Equalize 0.2 0, AutoContrast 0.6 0
          Equalize 0.2 0, Equalize 0.6 0
          Color 0.9 9, Equalize 0.6 0
          AutoContrast 0.8 0, Solarize 0.2 8
          Brightness 0.1 3, Color 0.7 0
          Solarize 0.4 5, AutoContrast 0.9 0
          TranslateY 0.9 9, TranslateY 0.7 9
          AutoContrast 0.9 0, Solarize 0.8 3
          Equalize 0.8 0, Invert 0.1 0
          TranslateY 0.7 9, AutoContrast 0.9 0
          """);

  static final List<Pair> SVHN =
      pairs(
          """
          ShearX 0.9 4, Invert 0.2 0
          ShearY 0.9 8, Invert 0.7 0
          Equalize 0.6 0, Solarize 0.6 6
          Invert 0.9 0, Equalize 0.6 0
          Equalize 0.6 0, Rotate 0.9 3
          ShearX 0.9 4, AutoContrast 0.8 0
          ShearY 0.9 8, Invert 0.4 0
          ShearY 0.9 5, Solarize 0.2 6
          Invert 0.9 0, AutoContrast 0.8 0
          Equalize 0.6 0, Rotate 0.9 3
          ShearX 0.9 4, Solarize 0.3 3
          ShearY 0.8 8, Invert 0.7 0
          Equalize 0.9 0, TranslateY 0.6 6
          Invert 0.9 0, Equalize 0.6 0
          Contrast 0.3 3, Rotate 0.8 4
          Invert 0.8 0, TranslateY 0.0 2
          ShearY 0.7 6, Solarize 0.4 8
          Invert 0.6 0, Rotate 0.8 4
          ShearY 0.3 7, TranslateX 0.9 3
          ShearX 0.1 6, Invert 0.6 0
          Solarize 0.7 2, TranslateY 0.6 7
          ShearY 0.8 4, Invert 0.8 0
          ShearX 0.7 9, TranslateY 0.8 3
          ShearY 0.8 5, AutoContrast 0.7 0
          ShearX 0.7 2, Invert 0.1 0
          """);

  static final List<Pair> SUP_CON =
      pairs(
          """
          Equalize 0.8 1, ShearY 0.8 4
          Color 0.4 9, Equalize 0.6 3
          Color 0.4 1, Rotate 0.6 8
          Solarize 0.8 3, Equalize 0.4 7
          Solarize 0.4 2, Solarize 0.6 2
          Color 0.2 0, Equalize 0.8 8
          Equalize 0.4 8, SolarizeAdd 0.8 3
          ShearX 0.2 9, Rotate 0.6 8
          Color 0.6 1, Equalize 1.0 2
          Invert 0.4 9, Rotate 0.6 0
          Equalize 1.0 9, ShearY 0.6 3
          Color 0.4 7, Equalize 0.6 0
          Posterize 0.4 6, AutoContrast 0.4 7
          Solarize 0.6 8, Color 0.6 9
          Solarize 0.2 4, Rotate 0.8 9
          Rotate 1.0 7, TranslateY 0.8 9
          ShearX 0.0 0, Solarize 0.8 4
          ShearY 0.8 0, Color 0.6 4
          Color 1.0 0, Rotate 0.6 2
          Equalize 0.8 4, Equalize 0.0 8
          Equalize 1.0 4, AutoContrast 0.6 2
          ShearY 0.4 7, SolarizeAdd 0.6 7
          Posterize 0.8 2, Solarize 0.6 10
          Solarize 0.6 8, Equalize 0.6 1
          Color 0.8 6, Rotate 0.4 5
          """);

  private LearnedPairs() {}

  /** Two changes, one after the other. */
  record Pair(Item first, Item second) {}

  /** A change that happens with a probability, at a level where it has one. */
  record Item(Change change, double probability, int level) {}

  private static List<Pair> pairs(String lines) {
    return lines
        .lines()
        .map(line -> line.split(", ", -1))
        .map(items -> new Pair(item(items[0]), item(items[1])))
        .toList();
  }

  private static Item item(String text) {
    var words = text.split(" ", -1);
    var name = words[0].replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    return new Item(Change.valueOf(name), Double.parseDouble(words[1]), Integer.parseInt(words[2]));
  }
}
