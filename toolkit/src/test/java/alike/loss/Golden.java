package alike.loss;

/** Embeddings by a formula, of which the values of released codes are known. */
final class Golden {

  private Golden() {}

  /** Returns two views of four images: sin(1 + v + 7i + 3j) for view v, image i, number j. */
  static Sample twoViews() {
    var numbers = new float[2 * 4 * 3];
    for (int at = 0; at < numbers.length; at++) {
      int view = at / 12;
      int image = at / 3 % 4;
      int number = at % 3;
      numbers[at] = (float) Math.sin(1 + view + 7 * image + 3 * number);
    }
    return new Sample(2, 4, 3, numbers, new int[0]);
  }
}
