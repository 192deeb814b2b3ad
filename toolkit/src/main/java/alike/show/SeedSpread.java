package alike.show;

import java.util.Arrays;

/** Mean of curves, point by point, and one standard deviation (n − 1) around it. */
@SuppressWarnings("ArrayRecordComponent") // results, compared by nobody
record SeedSpread(double[] mean, double[] low, double[] high) {

  static SeedSpread of(String name, double[]... each) {
    if (each.length == 0 || Arrays.stream(each).anyMatch(one -> one.length != each[0].length)) {
      throw new IllegalArgumentException(
          "Curve '%s' needs one or more seeds with as many values each, got %s."
              .formatted(name, Arrays.stream(each).map(one -> one.length).toList()));
    }
    int n = each[0].length;
    var spread = new SeedSpread(new double[n], new double[n], new double[n]);
    for (int i = 0; i < n; i++) {
      int at = i;
      double mean = Arrays.stream(each).mapToDouble(one -> one[at]).sum() / each.length;
      double squares =
          Arrays.stream(each).mapToDouble(one -> (one[at] - mean) * (one[at] - mean)).sum();
      double sd = each.length == 1 ? 0 : Math.sqrt(squares / (each.length - 1));
      spread.mean[i] = mean;
      spread.low[i] = mean - sd;
      spread.high[i] = mean + sd;
    }
    return spread;
  }
}
