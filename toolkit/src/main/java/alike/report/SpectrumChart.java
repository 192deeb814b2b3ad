package alike.report;

import alike.evaluate.Spectrum;
import alike.show.Figure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Singular values of embeddings by rank, each over the largest, as decimal logarithms: dimensions
 * that a collapse has emptied show as a cliff. An immutable value.
 *
 * @see <a href="https://arxiv.org/abs/2110.09348">Jing et al. 2021, figure 2</a>
 */
public final class SpectrumChart implements Charted {

  private final String title;
  private final Map<String, Spectrum> spectra;

  private SpectrumChart(String title, Map<String, Spectrum> spectra) {
    this.title = title;
    this.spectra = spectra;
  }

  /** Starts a chart without a spectrum. */
  public static SpectrumChart of(String title) {
    return new SpectrumChart(title, Map.of());
  }

  /** Adds a spectrum, best {@link Spectrum#centred}, under a name of its own. */
  public SpectrumChart with(String name, Spectrum spectrum) {
    var more = new LinkedHashMap<>(spectra);
    if (more.put(name, spectrum) != null) {
      throw new IllegalArgumentException(
          "There is a spectrum '%s' already. Give each a name of its own.".formatted(name));
    }
    return new SpectrumChart(title, more);
  }

  @Override
  public Figure chart() {
    var figure = Figure.lines(title, "rank", "log₁₀ of singular value / largest");
    for (var each : spectra.entrySet()) {
      double[] values = each.getValue().values();
      var ranks = new double[values.length];
      var logs = new double[values.length];
      Arrays.setAll(ranks, i -> i + 1);
      Arrays.setAll(logs, i -> values[i] > 0 ? Math.log10(values[i] / values[0]) : Double.NaN);
      figure = figure.line(each.getKey(), ranks, logs);
    }
    return figure;
  }

  @Override
  public String toString() {
    return words();
  }
}
