package alike.method;

import alike.data.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** Images in groups, and batches that each come from one group. */
final class Groups {

  private final int[] labels;

  private Groups(int[] labels) {
    this.labels = labels;
  }

  /** Puts all images into one group. */
  static Groups one(int images) {
    return new Groups(new int[images]);
  }

  /** Takes the group of each image. */
  static Groups of(int[] labels) {
    return new Groups(labels.clone());
  }

  /**
   * Splits every group by a further label: images stay together that agree in all. Groups are
   * numbered from 0 in the order of their first image.
   */
  Groups split(int[] further) {
    var numbers = new LinkedHashMap<Long, Integer>();
    var split = new int[labels.length];
    for (int i = 0; i < split.length; i++) {
      long both = (long) labels[i] << 32 | further[i];
      split[i] = numbers.computeIfAbsent(both, key -> numbers.size());
    }
    return new Groups(split);
  }

  /** Returns the group of each image. */
  int[] labels() {
    return labels.clone();
  }

  /** Returns how many images each group has. */
  int[] sizes() {
    var sizes = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /**
   * Returns batches of one group each: every pass shuffles the groups, leaves out of each what does
   * not fill a batch, and goes round them, a batch from each that has one left; passes follow until
   * there are as many batches as a shuffle of all images has.
   *
   * @param batch images a batch
   * @param random decides the order
   * @throws IllegalStateException if no group fills a batch
   */
  List<int[]> batches(int batch, SplitMix64 random) {
    int wanted = labels.length / batch;
    var plan = new ArrayList<int[]>();
    while (plan.size() < wanted) {
      var pass = pass(batch, random);
      if (pass.isEmpty()) {
        throw new IllegalStateException(
            "No group fills a batch of %d: the %d groups of %d images have at most %d. Take a smaller batch, fewer clusters or fewer stages."
                .formatted(
                    batch, sizes().length, labels.length, Arrays.stream(sizes()).max().orElse(0)));
      }
      plan.addAll(pass);
    }
    return List.copyOf(plan.subList(0, wanted));
  }

  private List<int[]> pass(int batch, SplitMix64 random) {
    var members = new TreeMap<Integer, List<Integer>>();
    for (int image : random.permutation(labels.length)) {
      members.computeIfAbsent(labels[image], key -> new ArrayList<>()).add(image);
    }
    var pass = new ArrayList<int[]>();
    for (int from = 0; ; from += batch) {
      int before = pass.size();
      for (var images : members.values()) {
        if (from + batch <= images.size()) {
          pass.add(images.subList(from, from + batch).stream().mapToInt(i -> i).toArray());
        }
      }
      if (pass.size() == before) {
        return pass;
      }
    }
  }
}
