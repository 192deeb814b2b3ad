package alike.method;

/** A method as the Java that makes it. */
final class Code {

  private final StringBuilder text;

  /** Starts with a factory's call. */
  Code(String factory) {
    this.text = new StringBuilder(factory);
  }

  /** Adds a call with one value, unless the setting is the factory's own. */
  Code unless(boolean own, String call, Object value) {
    if (!own) {
      text.append(".%s(%s)".formatted(call, value));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
