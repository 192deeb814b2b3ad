package alike.check;

/** Checks of arguments; each message says what was given, what is allowed and what to do. */
public final class Require {

  private Require() {}

  /** Returns {@code value} if it is a finite number above 0. */
  public static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s must be a finite number above 0, got %s.".formatted(name, value));
    }
    return value;
  }

  /** Returns {@code value} if it is 1 or more. */
  public static int positive(String name, int value) {
    return atLeast(name, 1, value);
  }

  /** Returns {@code value} if it is {@code least} or more. */
  public static int atLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be %d or more, got %d.".formatted(name, least, value));
    }
    return value;
  }

  /** Returns {@code value} if it is a finite number of 0 or more. */
  public static double notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s must be a finite number of 0 or more, got %s.".formatted(name, value));
    }
    return value;
  }

  /** Returns {@code value} if it lies in [0, 1]. */
  public static double probability(String name, double value) {
    return within(name, 0, 1, value);
  }

  /** Returns {@code value} if it lies in [{@code low}, {@code high}]. */
  public static int within(String name, int low, int high, int value) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s must lie in [%d, %d], got %d.".formatted(name, low, high, value));
    }
    return value;
  }

  /** Returns {@code value} if it lies in [{@code low}, {@code high}]; NaN does not. */
  public static double within(String name, double low, double high, double value) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s must lie in [%s, %s], got %s.".formatted(name, low, high, value));
    }
    return value;
  }
}
