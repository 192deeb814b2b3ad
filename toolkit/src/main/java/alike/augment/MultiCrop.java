package alike.augment;

import alike.check.Require;
import alike.data.ImageSet;
import alike.show.Card;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives an image a few global views and more local ones, small crops in few pixels: the views 0 to
 * globals - 1 have a pipeline each, the {@code locals} views after them share one. All normalise
 * alike.
 *
 * @param globals one or more pipelines of one size; SwAV and DINO have two
 * @param locals local views of each image, 1 or more; SwAV 6, DINO 8
 * @param local their pipeline, of any size; SwAV and DINO 96 beside 224
 * @param preset name of the preset it was made from, or empty: a label, no part of equality
 * @see <a href="https://arxiv.org/abs/2006.09882">Caron et al. 2020, SwAV, section 3.2</a>
 */
public record MultiCrop(List<Pipeline> globals, int locals, Pipeline local, String preset)
    implements Augment, Card.Carded {

  /** Checks that the global views have one size, and that all normalise alike. */
  public MultiCrop {
    globals = List.copyOf(globals);
    Require.positive("locals", locals);
    Together.check(all(globals, local));
    if (globals.isEmpty() || globals.stream().mapToInt(Pipeline::size).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "Global views must be one or more, of one size, got sizes %s. Give them one RandomResizedCrop size."
              .formatted(globals.stream().map(Pipeline::size).toList()));
    }
  }

  private static List<Pipeline> all(List<Pipeline> globals, Pipeline local) {
    var all = new ArrayList<>(globals);
    all.add(local);
    return all;
  }

  /** Returns the number of views of an image, global and local. */
  public int views() {
    return globals.size() + locals;
  }

  /** Returns what makes a view; after the last local one comes the first global one again. */
  public Pipeline pipeline(int view) {
    int at = Math.floorMod(view, views());
    return at < globals.size() ? globals.get(at) : local;
  }

  /** Returns the rows and columns of the global views, and of what evaluation sees. */
  @Override
  public int size() {
    return globals.get(0).size();
  }

  @Override
  public int size(int view) {
    return pipeline(view).size();
  }

  @Override
  public Normalize normalization() {
    return local.normalization();
  }

  @Override
  public void apply(
      ImageSet images, int index, long seed, int epoch, int view, FloatBuffer target, int offset) {
    pipeline(view).apply(images, index, seed, epoch, view, target, offset);
  }

  /**
   * Returns a copy with this step in the place of those of its kind, in global and local views; if
   * none has one, just before the normalisation of all.
   *
   * @throws IllegalArgumentException for a step that decides the size: {@link #withGlobal} and
   *     {@link #withLocal} say of which views
   */
  public MultiCrop with(Step step) {
    if (step instanceof Step.Sizing) {
      throw new IllegalArgumentException(
          "%s would make global and local views alike. Use withGlobal or withLocal."
              .formatted(step));
    }
    var changed = Together.with(all(globals, local), step);
    return new MultiCrop(
        changed.subList(0, globals.size()), locals, changed.get(globals.size()), preset);
  }

  /** Returns a copy in which the global views have this step in the place of those of its kind. */
  public MultiCrop withGlobal(Step step) {
    return new MultiCrop(Together.with(globals, step), locals, local, preset);
  }

  /** Returns a copy in which the local views have this step in the place of the one of its kind. */
  public MultiCrop withLocal(Step step) {
    return new MultiCrop(globals, locals, local.with(step), preset);
  }

  /** Returns a copy with another number of local views, 1 or more. */
  public MultiCrop withLocals(int count) {
    return new MultiCrop(globals, count, local, preset);
  }

  /** Returns a copy without the steps of this kind, in global and local views. */
  public MultiCrop without(Class<? extends Step> kind) {
    return new MultiCrop(
        globals.stream().map(p -> p.without(kind)).toList(), locals, local.without(kind), preset);
  }

  @Override
  public Card card() {
    var labels = new ArrayList<String>();
    IntStream.range(0, globals.size()).forEach(i -> labels.add("global " + (i + 1)));
    labels.add("local");
    return new Card(
        "Augmentation, multi-crop",
        "%d random views of %d×%d and %d local ones of %d×%d, each image and view drawn for itself"
            .formatted(globals.size(), size(), size(), locals, local.size(), local.size()),
        "",
        Together.settings(labels, all(globals, local)),
        Preset.source(this, preset),
        toString());
  }

  /** Returns the Java that makes this, all steps told. */
  public String spelledOut() {
    return "Augment.views(%s)\n    .and(%d, %s)"
        .formatted(
            Together.code(globals, Pipeline::spelledOut),
            locals,
            Together.indented(local.spelledOut()));
  }

  /** Returns the Java expression that makes this, short for a preset. */
  @Override
  public String toString() {
    return Preset.code(this, preset, spelledOut());
  }

  /** Two are equal if their pipelines and the number of local views are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MultiCrop crops
        && globals.equals(crops.globals)
        && locals == crops.locals
        && local.equals(crops.local);
  }

  @Override
  public int hashCode() {
    return Objects.hash(globals, locals, local);
  }
}
