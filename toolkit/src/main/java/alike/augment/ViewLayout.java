package alike.augment;

import alike.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each view of a batch lies: view 0 of all N images, then view 1 of all, each C × S × S
 * floats with the S of that view.
 */
final class ViewLayout {

  private final int channels;
  private final int[] sizes;
  private final long[] starts; // floats of an image's views before each, and of all
  private final List<ViewGroup> groups;

  /**
   * Lays views out.
   *
   * @param sizes rows and columns of each of an image's views
   */
  ViewLayout(int channels, int... sizes) {
    this.channels = channels;
    this.sizes = sizes.clone();
    starts = new long[sizes.length + 1];
    for (int view = 0; view < sizes.length; view++) {
      starts[view + 1] = starts[view] + (long) channels * sizes[view] * sizes[view];
    }
    groups = groups(sizes);
  }

  static ViewLayout of(Augment augment, int views, int channels) {
    return new ViewLayout(channels, IntStream.range(0, views).map(augment::size).toArray());
  }

  private static List<ViewGroup> groups(int... sizes) {
    var groups = new ArrayList<ViewGroup>();
    for (int first = 0, end; first < sizes.length; first = end) {
      end = first + 1;
      while (end < sizes.length && sizes[end] == sizes[first]) {
        end++;
      }
      groups.add(new ViewGroup(sizes[first], first, end - first));
    }
    return List.copyOf(groups);
  }

  /** Returns the number of views of an image, V. */
  int views() {
    return sizes.length;
  }

  /** Returns the rows and columns of a view. */
  int size(int view) {
    return sizes[Require.within("view", 0, sizes.length - 1, view)];
  }

  /** Returns the consecutive views of one size, in order. */
  List<ViewGroup> groups() {
    return groups;
  }

  /** Returns the floats of one view of one image. */
  int length(int view) {
    return (int) (starts[view + 1] - starts[view]);
  }

  /** Returns how many floats of a batch of n images come before a view, all its images'. */
  int start(int view, int n) {
    return Math.toIntExact(starts[view] * n);
  }

  /** Returns the bytes of a batch, or says that no buffer is that large. */
  int bytes(int n) {
    long bytes = starts[sizes.length] * n * Float.BYTES;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d views of %d images, %s with %d channels, are %d bytes, but a buffer holds 2^31 - 1. Choose a smaller batch or size."
              .formatted(sizes.length, n, told(groups), channels, bytes));
    }
    return (int) bytes;
  }

  private static String told(List<ViewGroup> groups) {
    var each = groups.stream().map(g -> "%d of %2$d×%2$d".formatted(g.views(), g.size())).toList();
    return String.join(" and ", each);
  }

  /**
   * Returns the group that holds all of some views, counted through n images view by view.
   *
   * @throws IllegalArgumentException if they are none, are not there, or are of several sizes
   */
  ViewGroup holding(int n, int from, int to) {
    Require.within("to", 1, views() * n, to);
    Require.within("from", 0, to - 1, from);
    var held = groups.stream().filter(g -> g.first() * n < to && from < g.end() * n).toList();
    if (held.size() > 1) {
      throw new IllegalArgumentException(
          "The views from %d to %d are of the sizes %s, which do not fit into one array. Ask for those of one group, one after the other."
              .formatted(from, to, held.stream().map(ViewGroup::size).toList()));
    }
    return held.get(0);
  }
}
