package alike.augment;

import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.show.Card;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An augmentation of steps, one after the other: one of them decides the views' size, the last one
 * normalises. Every step has a random stream of its own, so changing one leaves what the others
 * draw.
 *
 * @param steps in the order in which they are applied
 * @param preset name of the preset it was made from, or empty: a label, no part of equality
 */
public record Pipeline(List<Step> steps, String preset) implements Augment, Card.Carded {

  /** Checks that the steps make views of a known size, normalised once, at the end. */
  public Pipeline {
    steps = List.copyOf(steps);
    Pipelines.check(steps);
  }

  /** Makes a pipeline of one's own. */
  public Pipeline(List<Step> steps) {
    this(steps, "");
  }

  @Override
  public int size() {
    return Pipelines.size(steps);
  }

  @Override
  public Normalize normalization() {
    return (Normalize) steps.get(steps.size() - 1);
  }

  @Override
  public void apply(
      ImageSet images, int index, long seed, int epoch, int view, FloatBuffer target, int offset) {
    if (Drawn.fits(steps)) {
      Fused.ofThread().view(steps, images, index, seed, epoch, view, target, offset);
    } else {
      stepByStep(images, index, seed, epoch, view, target, offset);
    }
  }

  /** Does what {@link #apply} does for any steps, one after the other. */
  void stepByStep(
      ImageSet images, int index, long seed, int epoch, int view, FloatBuffer target, int offset) {
    var image = Planes.of(images, index);
    for (int i = 0; i < steps.size(); i++) {
      draw(i, image, seed, epoch, index, view).apply(image);
    }
    image.write(target, offset);
  }

  /** Returns what is done to one view of an image, drawn as {@link #apply} draws it. */
  public List<Op> draws(ImageSet images, int index, long seed, int epoch, int view) {
    var image = Planes.of(images, index);
    var ops = new ArrayList<Op>();
    for (int i = 0; i < steps.size(); i++) {
      var op = draw(i, image, seed, epoch, index, view);
      op.apply(image);
      ops.add(op);
    }
    return List.copyOf(ops);
  }

  private Op draw(int step, Planes image, long seed, int epoch, int index, int view) {
    var random = SplitMix64.of(seed, epoch, index, view, step);
    return steps.get(step).draw(random, image.height(), image.width());
  }

  /**
   * Returns a copy with this step in the place of the one of its kind, or just before the
   * normalisation if there is none.
   */
  public Pipeline with(Step step) {
    var places =
        IntStream.range(0, steps.size())
            .filter(i -> Pipelines.sameKind(steps.get(i), step))
            .toArray();
    if (places.length > 1) {
      throw new IllegalArgumentException(
          "%d steps are of the kind of %s, so it is not clear which to replace. Use Augment.pipeline."
              .formatted(places.length, step));
    }
    var changed = new ArrayList<>(steps);
    if (places.length == 1) {
      changed.set(places[0], step);
    } else {
      changed.add(changed.size() - 1, step);
    }
    return new Pipeline(changed, preset);
  }

  /** Returns a copy without the steps of this kind. */
  public Pipeline without(Class<? extends Step> kind) {
    return new Pipeline(steps.stream().filter(step -> !kind.isInstance(step)).toList(), preset);
  }

  @Override
  public Card card() {
    return new Card(
        "Augmentation",
        "random views of %d×%d, each image and view drawn for itself".formatted(size(), size()),
        "",
        steps.stream().map(Step::setting).toList(),
        Preset.source(this, preset),
        toString());
  }

  /** Returns the Java that makes this pipeline, all steps told. */
  public String spelledOut() {
    return steps.stream()
        .map(Step::toString)
        .collect(Collectors.joining(",\n    ", "Augment.pipeline(\n    ", ")"));
  }

  /** Returns the Java expression that makes this pipeline, short for a preset. */
  @Override
  public String toString() {
    return Preset.code(this, preset, spelledOut());
  }

  /** Two are equal if their steps are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Pipeline pipeline && steps.equals(pipeline.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }
}
