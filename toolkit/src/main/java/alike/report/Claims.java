package alike.report;

import alike.evaluate.Trials;
import alike.show.Csv;
import alike.show.Provenance;
import java.util.ArrayList;
import java.util.List;

/**
 * What a paper claims, what was expected here, what was measured over seeds, and whether it holds:
 * the last table of a paper's notebook. An immutable value; each method returns a new one.
 *
 * <pre>{@code
 * Claims.of("Supervised Contrastive Learning")
 *     .claim("SupCon beats cross-entropy", Expect.above("cross-entropy", crossEntropy), supCon)
 *     .claim("L_out beats L_in", Expect.above("L_in", inside), supCon)
 *     .claim("Its accuracy is that of the field", Expect.atLeast(85), supCon)
 *     .save("claims.json");
 * }</pre>
 */
public final class Claims implements Tabular {

  private final String title;
  private final List<Claim> claims;
  private final Provenance provenance;

  private Claims(String title, List<Claim> claims, Provenance provenance) {
    this.title = title;
    this.claims = List.copyOf(claims);
    this.provenance = provenance;
  }

  /** Starts a table without claims. */
  public static Claims of(String title) {
    return new Claims(title, List.of(), Provenance.none());
  }

  /**
   * Adds a claim.
   *
   * @param text the claim, one sentence
   * @param expected what it expects of the figure
   * @param measured the figure of each seed
   */
  public Claims claim(String text, Expect expected, Trials measured) {
    var more = new ArrayList<>(claims);
    more.add(new Claim(text, expected, measured));
    return new Claims(title, more, provenance);
  }

  /** Adds a claim about one figure that no seed changes. */
  public Claims claim(String text, Expect expected, double measured) {
    return claim(text, expected, Trials.of(measured));
  }

  /** Returns a copy that comes from somewhere: its JSON says so. */
  public Claims from(Provenance facts) {
    return new Claims(title, claims, facts);
  }

  /** Returns the claims in order. */
  public List<Claim> claims() {
    return claims;
  }

  /** Returns how many claims have a verdict. */
  public int count(Verdict verdict) {
    return (int) claims.stream().filter(claim -> claim.verdict() == verdict).count();
  }

  @Override
  public Sheet sheet() {
    var columns =
        List.of(
            new Sheet.Column("claim", false),
            new Sheet.Column("expected", false),
            new Sheet.Column("measured", true),
            new Sheet.Column("difference or 95 % interval", true),
            new Sheet.Column("verdict", false));
    return new Sheet(title, columns, claims.stream().map(Claims::row).toList(), note());
  }

  private static List<Sheet.Cell> row(Claim claim) {
    int seeds = claim.measured().size();
    var measured = Decimals.of(claim.measured()).text(claim.measured());
    return List.of(
        Sheet.Cell.of(claim.text()),
        Sheet.Cell.of(claim.expected().text()),
        Sheet.Cell.of(seeds == 1 ? measured : "%s (%d seeds)".formatted(measured, seeds)),
        Sheet.Cell.of(claim.evidence()),
        new Sheet.Cell(claim.verdict().toString(), claim.verdict().mark()));
  }

  private String note() {
    return ("%d of %d hold, %d do not, %d are open. Mean ± standard deviation; differences are"
            + " taken seed by seed; open: the 95 %% interval of the mean lies on both sides.")
        .formatted(count(Verdict.HOLDS), claims.size(), count(Verdict.FAILS), count(Verdict.OPEN));
  }

  /** Returns one line a figure: claim, expectation, number of the seed, value, verdict. */
  @Override
  public String csv() {
    var csv = new StringBuilder(Csv.line("claim", "expected", "seed", "value", "verdict"));
    for (var claim : claims) {
      double[] values = claim.measured().values();
      for (int seed = 0; seed < values.length; seed++) {
        csv.append(
            Csv.line(
                claim.text(), claim.expected().text(), seed + 1, values[seed], claim.verdict()));
      }
    }
    return csv.toString();
  }

  @Override
  public String json() {
    var json = Json.of(title, provenance);
    var list = json.putArray("claims");
    for (var claim : claims) {
      var item = list.addObject().put("claim", claim.text());
      item.put("expected", claim.expected().text());
      item.set("measured", Json.of(claim.measured()));
      claim.expected().baseline().ifPresent(each -> item.set("baseline", Json.of(each)));
      item.put("verdict", claim.verdict().toString());
    }
    return Json.text(json);
  }

  @Override
  public String toString() {
    return sheet().toString();
  }
}
