package alike.report;

/** Whether a claim holds, by the figures that were measured. */
public enum Verdict {
  /** It does: the mean, and the whole 95 % interval around it, is as expected. */
  HOLDS("holds", Sheet.Mark.HOLDS),
  /** It does not: the mean, and the whole 95 % interval around it, is not as expected. */
  FAILS("does not hold", Sheet.Mark.FAILS),
  /** Seeds differ by too much to say: the 95 % interval lies on both sides of what is expected. */
  OPEN("open", Sheet.Mark.OPEN);

  private final String text;
  private final Sheet.Mark mark;

  Verdict(String text, Sheet.Mark mark) {
    this.text = text;
    this.mark = mark;
  }

  Sheet.Mark mark() {
    return mark;
  }

  /** Returns the verdict in words. */
  @Override
  public String toString() {
    return text;
  }
}
