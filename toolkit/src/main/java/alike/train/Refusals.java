package alike.train;

import alike.data.ImageSet;
import alike.method.Embedding;
import alike.method.Learner;

/** Set-ups that cannot work are refused before the first step. */
final class Refusals {

  private Refusals() {}

  static void check(Recipe recipe, ImageSet images) {
    if (recipe.batch() > images.size()) {
      throw new IllegalArgumentException(
          "batch is %d, but there are only %d images: %s. Take a batch of at most that."
              .formatted(recipe.batch(), images.size(), images));
    }
    int views = recipe.method().views() * recipe.batch();
    if (recipe.chunk() > 0 && recipe.chunk() < views && views % recipe.chunk() == 1) {
      throw new IllegalArgumentException(
          "cacheGradients(%d) leaves a last part of 1 of the %d views of a batch: batch normalisation has no variance of one. Take a number that divides %d."
              .formatted(recipe.chunk(), views, views));
    }
  }

  static void check(Recipe recipe, Learner learner) {
    if (recipe.chunk() > 0 && !(learner instanceof Embedding)) {
      throw new IllegalArgumentException(
          "cacheGradients needs a method whose loss looks at embeddings alone, as SimCLR's does; %s does not. Leave cacheGradients out."
              .formatted(recipe.method()));
    }
  }
}
