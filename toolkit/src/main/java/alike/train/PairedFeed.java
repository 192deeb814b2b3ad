package alike.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import alike.augment.ViewGroup;
import alike.method.Crops;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The batches of pairs: the same places of two sets, the views of the first sides first. */
record PairedFeed(Feed first, Feed second) implements Feed {

  @Override
  public Iterable<Portion> epoch(int epoch, List<int[]> plan) {
    var ones = first.epoch(epoch, plan);
    var others = second.epoch(epoch, plan);
    return () -> new Pairs(ones.iterator(), others.iterator());
  }

  @Override
  public void close() {
    try (first) {
      second.close();
    }
  }

  private record Pairs(Iterator<Portion> ones, Iterator<Portion> others)
      implements Iterator<Portion> {

    @Override
    public boolean hasNext() {
      return ones.hasNext();
    }

    @Override
    public Portion next() {
      return new Both(ones.next(), others.next());
    }
  }

  /** What is asked of views is answered for the first sides; the groups are of both. */
  private record Both(Portion one, Portion other) implements Portion {

    @Override
    public int[] indices() {
      return one.indices();
    }

    @Override
    public int views() {
      return one.views();
    }

    @Override
    public NDArray pixels(NDManager manager, int from, int to) {
      return one.pixels(manager, from, to);
    }

    @Override
    public List<ViewGroup> groups() {
      return one.groups();
    }

    @Override
    public List<Crops> crops(NDManager manager) {
      return Stream.concat(one.crops(manager).stream(), other.crops(manager).stream()).toList();
    }

    @Override
    public void close() {
      try (one) {
        other.close();
      }
    }
  }
}
