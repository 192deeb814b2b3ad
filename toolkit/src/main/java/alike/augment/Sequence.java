package alike.augment;

import java.util.List;

/**
 * Several operations, one after the other.
 *
 * @param ops in their order
 */
record Sequence(List<Op> ops) implements Op {

  /** Copies the operations in. */
  Sequence {
    ops = List.copyOf(ops);
  }

  /** Returns what all these do; those that do nothing are left out. */
  static Op of(List<Op> ops) {
    var acting = ops.stream().filter(op -> !op.equals(Op.NONE)).toList();
    return acting.isEmpty() ? Op.NONE : acting.size() == 1 ? acting.get(0) : new Sequence(acting);
  }

  @Override
  public void apply(Planes image) {
    ops.forEach(op -> op.apply(image));
  }
}
