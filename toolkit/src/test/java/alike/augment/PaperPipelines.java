package alike.augment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pipelines with the steps and numbers of the papers, blurred and solarised at every size. */
final class PaperPipelines {

  private static final Normalize COLOUR =
      new Normalize(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private PaperPipelines() {}

  /** Returns one pipeline for each kind of view that the papers have. */
  static Map<String, Pipeline> of(int size, int channels) {
    var normalize = channels == 3 ? COLOUR : Normalize.grey(0.2860, 0.3530);
    int tenth = size / 20 * 2 + 1;
    var flip = new HorizontalFlip(0.5);
    var grey = new RandomGrayscale(0.2);
    var jitter = new ColorJitter(0.4, 0.4, 0.2, 0.1, 0.8);
    var views = new LinkedHashMap<String, Pipeline>();
    views.put(
        "SimCLR, SwAV",
        Augment.pipeline(
            new RandomResizedCrop(size, 0.08, 1),
            flip,
            ColorJitter.strength(1),
            grey,
            new GaussianBlur(tenth, 0.1, 2, 0.5),
            normalize));
    views.put(
        "MoCo v1",
        Augment.pipeline(
            new RandomResizedCrop(size, 0.2, 1),
            grey,
            new ColorJitter(0.4, 0.4, 0.4, 0.4, 1),
            flip,
            normalize));
    views.put(
        "MoCo v2",
        Augment.pipeline(
            new RandomResizedCrop(size, 0.2, 1),
            new ColorJitter(0.4, 0.4, 0.4, 0.1, 0.8),
            grey,
            new GaussianBlur(13, 0.1, 2, 0.5),
            flip,
            normalize));
    views.put(
        "BYOL, Barlow Twins, VICReg, first view",
        Augment.pipeline(
            new RandomResizedCrop(size, 0.08, 1).with(Interpolation.BICUBIC),
            flip,
            jitter,
            grey,
            new GaussianBlur(tenth, 0.1, 2, 1),
            normalize));
    views.put(
        "BYOL, Barlow Twins, VICReg, second view",
        Augment.pipeline(
            new RandomResizedCrop(size, 0.08, 1).with(Interpolation.BICUBIC),
            flip,
            jitter,
            grey,
            new GaussianBlur(tenth, 0.1, 2, 0.1),
            new Solarize(0.5, 0.2),
            normalize));
    views.put(
        "SwAV, DINO, local view",
        Augment.pipeline(
            new RandomResizedCrop(size * 3 / 7, 0.05, 0.4).with(Interpolation.BICUBIC_ALIASED),
            flip,
            jitter,
            grey,
            new GaussianBlur(5, 0.1, 2, 0.5),
            normalize));
    views.put(
        "SupCon",
        Augment.pipeline(
            new RandomResizedCrop(size, 0.2, 1),
            flip,
            new ColorJitter(0.4, 0.4, 0.4, 0.1, 0.8),
            grey,
            normalize));
    return views;
  }
}
