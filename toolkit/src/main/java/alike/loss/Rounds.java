package alike.loss;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The order in which blocks of rows meet, as a tournament: within a round no block plays twice, so
 * threads can share a round; and every block meets the others in one order however many threads
 * there are, so sums come out the same to the last bit.
 *
 * <p>A set of blocks with itself: round r holds the pairs with i + j ≡ r (mod blocks), i ≤ j. Two
 * sets: the pairs (i, i + r), modulo the larger set.
 */
final class Rounds {

  private final boolean self;
  private final int[] left;
  private final int[] right;
  private final int[] leftTurn; // how many pairs the left block was in before
  private final int[] rightTurn;
  private final AtomicIntegerArray leftDone;
  private final AtomicIntegerArray rightDone;
  private int size;
  private volatile boolean broken;

  private Rounds(boolean self, int leftBlocks, int rightBlocks) {
    this.self = self;
    int pairs = self ? leftBlocks * (leftBlocks + 1) / 2 : leftBlocks * rightBlocks;
    left = new int[pairs];
    right = new int[pairs];
    leftTurn = new int[pairs];
    rightTurn = new int[pairs];
    leftDone = new AtomicIntegerArray(leftBlocks);
    rightDone = self ? leftDone : new AtomicIntegerArray(rightBlocks);
    order(leftBlocks, rightBlocks);
  }

  /** Returns all pairs of a set of blocks with itself, each block's pair with itself included. */
  static Rounds within(int blocks) {
    return new Rounds(true, blocks, blocks);
  }

  /** Returns all pairs of two sets of blocks. */
  static Rounds between(int leftBlocks, int rightBlocks) {
    return new Rounds(false, leftBlocks, rightBlocks);
  }

  private void order(int leftBlocks, int rightBlocks) {
    var leftTurns = new int[leftBlocks];
    var rightTurns = self ? leftTurns : new int[rightBlocks];
    int rounds = Math.max(leftBlocks, rightBlocks);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < leftBlocks; i++) {
        int j = Math.floorMod(self ? round - i : round + i, rounds);
        if (self ? i <= j : j < rightBlocks) {
          left[size] = i;
          right[size] = j;
          leftTurn[size] = leftTurns[i];
          rightTurn[size] = rightTurns[j];
          leftTurns[i]++;
          if (!self || i != j) {
            rightTurns[j]++;
          }
          size++;
        }
      }
    }
  }

  /** Returns the number of pairs. */
  int size() {
    return size;
  }

  /** What two blocks do. */
  @FunctionalInterface
  interface Meeting {
    void of(int left, int right);
  }

  /** Does a pair's work when both its blocks have done all earlier ones. */
  void play(int pair, Meeting work) {
    await(leftDone, left[pair], leftTurn[pair]);
    await(rightDone, right[pair], rightTurn[pair]);
    try {
      work.of(left[pair], right[pair]);
    } catch (RuntimeException | Error e) {
      broken = true;
      throw e;
    }
    leftDone.incrementAndGet(left[pair]);
    if (!self || left[pair] != right[pair]) {
      rightDone.incrementAndGet(right[pair]);
    }
  }

  private void await(AtomicIntegerArray done, int block, int turn) {
    for (int spins = 0; done.get(block) < turn; spins++) {
      if (broken) {
        throw new CancellationException("another thread failed");
      }
      Crew.pause(spins);
    }
  }
}
