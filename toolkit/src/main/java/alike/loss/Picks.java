package alike.loss;

import alike.loss.SupCon.Placement;

/**
 * What each row of a batch picks out of all others.
 *
 * @param groups its positives are the others of its group
 * @param shares how much each row counts as an anchor; 0 for rows without positives
 * @param placement where the sum over positives stands
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picks(Groups groups, double[] shares, Placement placement) {

  /** Each row of two views picks its image's other view. */
  static Picks partners(int images, double[] shares) {


    return new Picks(Groups.partners(images), shares, Placement.OUT);
  }

  /** Returns what the loss inside the logarithm has on top: Σᵢ shareᵢ ln |P(i)|. */
  double constant() {
    double constant = 0;
    for (int row = 0; row < shares.length; row++) {
      constant += shares[row] == 0 ? 0 : shares[row] * Math.log(groups.positives(row));
    }
    return constant;
  }
}
