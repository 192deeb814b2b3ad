package alike.augment;

/**
 * What is done to one image, its parameters already drawn: the same image gives the same result.
 * The library's operations are records and print their parameters.
 */
@FunctionalInterface
public interface Op {

  /** Changes the image in place. */
  void apply(Planes image);

  /** Leaves the image as it is. */
  Op NONE = new Nothing();

  /** The operation that does nothing. */
  record Nothing() implements Op {
    @Override
    public void apply(Planes image) {}
  }
}
