package alike.augment;

import alike.augment.Draft.Kind;
import alike.check.Require;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** The papers' augmentations, each for large, small and tiny images: {@link Draft}. */
enum Preset {
  SIM_CLR(
      "simClr",
      "Chen et al. 2020, arXiv:2002.05709, appendices A and B.9; operations as in torchvision",
      draft ->
          draft
              .crop(0.08)
              .flip()
              .add(ColorJitter.strength(draft.kind() == Kind.LARGE ? 1 : 0.5))
              .greyscale()
              .blur(draft.tenth(), 0.5)
              .normalized()),

  MO_CO_1(
      "moCo1",
      "He et al. 2020, arXiv:1911.05722, as in its code",
      draft -> draft.crop(0.2).greyscale().jitter(0.4, 0.4, 0.4, 1).flip().normalized()),

  MO_CO_2(
      "moCo2",
      "Chen et al. 2020, arXiv:2003.04297, as in its code",
      draft ->
          draft
              .crop(0.2)
              .jitter(0.4, 0.4, 0.1, 0.8)
              .greyscale()
              .blur(Draft.PILLOW, 0.5)
              .flip()
              .normalized()),

  BYOL(
      "byol",
      "Grill et al. 2020, arXiv:2006.07733, appendix B; here crops are bilinear, there bicubic;"
          + " here brightness is multiplied, there added",
      draft -> Asymmetric.pair(draft, draft.tenth())),

  BARLOW_TWINS(
      "barlowTwins",
      "Zbontar et al. 2021, arXiv:2103.03230, as in its code; here crops are bilinear, there"
          + " bicubic",
      draft -> Asymmetric.pair(draft, Draft.PILLOW)),

  VIC_REG(
      "vicReg",
      "Bardes et al. 2022, arXiv:2105.04906, as in its code, for small images as in solo-learn;"
          + " here crops are bilinear, there bicubic",
      Asymmetric::vicReg),

  SWAV("swav", "Caron et al. 2020, arXiv:2006.09882, as in its code", Asymmetric::swav),

  DINO(
      "dino",
      "Caron et al. 2021, arXiv:2104.14294, as in its code; here global crops are bilinear, there"
          + " bicubic",
      Asymmetric::dino),

  SUP_CON(
      "supCon",
      "Khosla et al. 2020, arXiv:2004.11362; large images as SimAugment in its code, one of the"
          + " paper's three, small ones as in SupContrast",
      draft ->
          draft
              .crop(draft.kind() == Kind.LARGE ? 0.08 : 0.2)
              .flip()
              .jitter(0.4, 0.4, 0.1, 0.8)
              .greyscale()
              .blur(draft.tenth(), 0.5)
              .normalized(Kind.SMALL, 0.2023, 0.1994, 0.2010));

  private static final int LEAST = 4;

  private final String method;
  private final String source;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Draft, Augment> recipe;

  Preset(String method, String source, Function<Draft, Augment> recipe) {
    this.method = method;
    this.source = source;
    this.recipe = recipe;
  }

  Augment of(int size) {
    return of(size, Optional.empty());
  }

  private Augment of(int size, Optional<Normalize> normalization) {
    Require.atLeast("size of the views", LEAST, size);
    var made = recipe.apply(Draft.of(size, normalization));
    if (made instanceof PerView views) {
      return new PerView(views.pipelines(), method);
    } else if (made instanceof MultiCrop crops) {
      return new MultiCrop(crops.globals(), crops.locals(), crops.local(), method);
    }
    return new Pipeline(((Pipeline) made).steps(), method);
  }

  /** Returns the preset of that name, if it makes this augmentation but for the normalisation. */
  private static Optional<Preset> behind(Augment augment, String name) {
    return Arrays.stream(values())
        .filter(preset -> preset.method.equals(name) && augment.size() >= LEAST)
        .filter(
            preset ->
                preset.of(augment.size(), Optional.of(augment.normalization())).equals(augment))
        .findFirst();
  }

  /** Returns where a preset comes from and in what it differs; nothing for what is not one. */
  static String source(Augment augment, String name) {
    return behind(augment, name).map(preset -> preset.text(augment.size())).orElse("");
  }

  private String text(int size) {
    return switch (Kind.of(size)) {
      case LARGE -> source;
      case SMALL -> source + "; small images are not blurred";
      case TINY ->
          source
              + "; fitted to tiny images: larger crops, no solarising, little or no blur; colour"
              + " steps do nothing to grey ones";
    };
  }

  /** Returns the short Java of a preset, or else the long. */
  static String code(Augment augment, String name, String spelledOut) {
    return behind(augment, name).map(preset -> preset.code(augment)).orElse(spelledOut);
  }

  private String code(Augment augment) {
    var code = "Augment.%s(%d)".formatted(method, augment.size());
    return of(augment.size()).equals(augment)
        ? code
        : code + ".with(%s)".formatted(augment.normalization());
  }
}
