package alike.data;

import java.util.random.RandomGenerator;

/**
 * A small random stream that is found by its keys: equal keys give equal draws on every machine,
 * and neighbouring keys give unrelated ones. So any image's any view can be drawn again at any
 * time, on any thread, in any order.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood 2014, SplitMix64</a>
 */
public final class SplitMix64 implements RandomGenerator {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private SplitMix64(long state) {
    this.state = state;
  }

  /** Returns the stream of a seed and of keys, for example epoch, image and view. */
  public static SplitMix64 of(long seed, long... keys) {
    var stream = new SplitMix64(0).restart(seed);
    for (long key : keys) {
      stream.key(key);
    }
    return stream;
  }

  /**
   * Starts over as the stream of this seed and no keys; with {@link #key} it becomes any stream
   * that {@link #of} returns, for loops that make no objects.
   */
  public SplitMix64 restart(long seed) {
    state = mix(seed + GAMMA);
    return this;
  }

  /** Starts over where another stream stands. */
  public SplitMix64 restart(SplitMix64 other) {
    state = other.state;
    return this;
  }

  /** Adds a key to those that the stream is found by; for a stream that nothing was drawn from. */
  public SplitMix64 key(long key) {
    state = mix(state + GAMMA ^ mix(key + GAMMA));
    return this;
  }

  /** Returns where the stream stands, for {@link #restartAt}. */
  public long position() {
    return state;
  }

  /** Goes on from where {@link #position} was taken. */
  public SplitMix64 restartAt(long position) {
    state = position;
    return this;
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Returns the next number in [0, 1), a multiple of 2⁻⁵³. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Returns the next number between {@code low} and {@code high}; {@code low} if they are equal.
   */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Returns true with this probability: never for 0, always for 1. */
  public boolean happens(double probability) {
    return nextDouble() < probability;
  }

  /** Returns the next whole number in 0 … bound - 1; {@code bound} is 1 or more. */
  public int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Returns the numbers 0 … size - 1 in random order. */
  public int[] permutation(int size) {
    var order = new int[size];
    permute(order);
    return order;
  }

  /** Fills in the numbers 0 … order.length - 1 in random order. */
  public void permute(int[] order) {
    for (int i = 0; i < order.length; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
