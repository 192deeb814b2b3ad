package alike.train;

import alike.data.ImageSet;
import alike.engine.Precision;
import alike.method.Embedding;
import alike.method.Learner;

/** Set-ups that cannot work are refused before the first step. */
final class Refusals {

  private Refusals() {}

  static void check(Recipe recipe, ImageSet images) {
    if (recipe.images() > images.size()) {
      throw new IllegalArgumentException(
          "batch is %d%s, but there are only %d images: %s. Take a batch of at most that."
              .formatted(
                  recipe.batch(),
                  recipe.accumulated() == 1
                      ? ""
                      : ", accumulated %d times".formatted(recipe.accumulated()),
                  images.size(),
                  images));
    }
    if (recipe.precision() != Precision.FLOAT32 && !recipe.encoder().takesBfloat16()) {
      throw new IllegalArgumentException(
          "precision is %s, but the layers of %s take FLOAT32 alone. Take a ConvNet or a ResNet, or leave the precision out."
              .formatted(recipe.precision(), recipe.encoder()));
    }
    var unused = recipe.schedule(); // refuses what does not fit into the epochs
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
