package alike.augment;

import alike.data.ImageSet;
import alike.show.Card;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each view of an image a pipeline of its own: view v the one at v modulo their number. So
 * BYOL blurs the first view always and the second seldom. All normalise alike, since one encoder
 * sees them.
 *
 * @param pipelines one or more; made by {@link Augment#views}
 * @param preset name of the preset it was made from, or empty: a label, no part of equality
 */
public record PerView(List<Pipeline> pipelines, String preset) implements Augment, Card.Carded {

  /** Checks that there are pipelines and that they normalise alike. */
  public PerView {
    pipelines = Together.check(pipelines);
  }

  /** Returns what makes a view. */
  public Pipeline pipeline(int view) {
    return pipelines.get(Math.floorMod(view, pipelines.size()));
  }

  @Override
  public int size() {
    return pipelines.get(0).size();
  }

  @Override
  public int size(int view) {
    return pipeline(view).size();
  }

  @Override
  public Normalize normalization() {
    return pipelines.get(0).normalization();
  }

  @Override
  public void apply(
      ImageSet images, int index, long seed, int epoch, int view, FloatBuffer target, int offset) {
    pipeline(view).apply(images, index, seed, epoch, view, target, offset);
  }

  /**
   * Returns a copy with this step in the place of those of its kind; if no pipeline has one, just
   * before the normalisation of all.
   */
  public PerView with(Step step) {
    return new PerView(Together.with(pipelines, step), preset);
  }

  /** Returns a copy in which one pipeline has this step in the place of the one of its kind. */
  public PerView with(int pipeline, Step step) {
    return new PerView(Together.with(pipelines, pipeline, step), preset);
  }

  /** Returns a copy without the steps of this kind. */
  public PerView without(Class<? extends Step> kind) {
    return new PerView(pipelines.stream().map(p -> p.without(kind)).toList(), preset);
  }

  /** Adds local views, as many as said: smaller crops that the global ones are compared with. */
  public MultiCrop and(int locals, Pipeline local) {
    return new MultiCrop(pipelines, locals, local, "");
  }

  @Override
  public Card card() {
    var labels = IntStream.range(0, pipelines.size()).mapToObj(i -> "view " + (i + 1)).toList();
    return new Card(
        "Augmentation",
        "random views of %d×%d, each image and view drawn for itself, %d pipelines in turn"
            .formatted(size(), size(), pipelines.size()),
        "",
        Together.settings(labels, pipelines),
        Preset.source(this, preset),
        toString());
  }

  /** Returns the Java that makes this, all steps told. */
  public String spelledOut() {
    return "Augment.views(%s)".formatted(Together.code(pipelines, Pipeline::spelledOut));
  }

  /** Returns the Java expression that makes this, short for a preset. */
  @Override
  public String toString() {
    var code = "Augment.views(%s)".formatted(Together.code(pipelines, Pipeline::toString));
    return Preset.code(this, preset, code);
  }

  /** Two are equal if their pipelines are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PerView views && pipelines.equals(views.pipelines);
  }

  @Override
  public int hashCode() {
    return pipelines.hashCode();
  }
}
