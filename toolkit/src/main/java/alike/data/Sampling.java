package alike.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which images a subset takes. */
final class Sampling {

  private Sampling() {}

  static int[] ofClass(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  static int[] balanced(int[] labels, List<String> classNames, int perClass, long seed) {
    var chosen = new int[Math.multiplyExact(perClass, classNames.size())];
    for (int label = 0; label < classNames.size(); label++) {
      var members = ofClass(labels, label);
      if (members.length < perClass) {
        throw new IllegalArgumentException(
            "%d images a class were asked for, but class %s has %d. Ask for fewer, or more data."
                .formatted(perClass, classNames.get(label), members.length));
      }
      var order = SplitMix64.of(seed, label).permutation(members.length);
      for (int i = 0; i < perClass; i++) {
        chosen[label * perClass + i] = members[order[i]];
      }
    }
    Arrays.sort(chosen);
    return chosen;
  }
}
