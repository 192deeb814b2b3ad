package alike.augment;

import alike.augment.Draft.Kind;

/** The presets whose views are not drawn alike. */
final class Asymmetric {

  private Asymmetric() {}

  /** Blurs the first view always, the second seldom, and solarises the second sometimes. */
  static PerView pair(Draft draft, int kernel) {
    var both = coloured(draft.crop(0.08));
    return Augment.views(
        both.blur(kernel, 1).softBlur(0.5).normalized(),
        both.blur(kernel, 0.1).softBlur(0.05).solarize(0.2).normalized());
  }

  static PerView vicReg(Draft draft) {
    return draft.kind() == Kind.SMALL // both views alike
        ? Augment.views(coloured(draft.crop(0.2)).solarize(0.1).normalized())
        : pair(draft, Draft.PILLOW);
  }

  static MultiCrop swav(Draft draft) {
    var global = swavSteps(draft.crop(0.14));
    var local = swavSteps(draft.local().localCrop(0.05, 0.14, 0.14));
    return Augment.views(global, global).and(6, local);
  }

  private static Pipeline swavSteps(Draft draft) {
    return draft
        .flip()
        .add(ColorJitter.strength(1))
        .greyscale()
        .blur(23, 0.5)
        .normalized(Kind.LARGE, 0.228, 0.224, 0.225);
  }

  static MultiCrop dino(Draft draft) {
    var global = coloured(draft.crop(0.4));
    var local = coloured(draft.local().localCrop(0.05, 0.4, 0.4));
    return Augment.views(
            global.blur(Draft.PILLOW, 1).softBlur(0.5).normalized(),
            global.blur(Draft.PILLOW, 0.1).softBlur(0.05).solarize(0.2).normalized())
        .and(8, local.blur(Draft.PILLOW, 0.5).softBlur(0.25).normalized());
  }

  /** Flips and changes colours as BYOL and its followers do. */
  private static Draft coloured(Draft draft) {
    return draft.flip().jitter(0.4, 0.2, 0.1, 0.8).greyscale();
  }
}
