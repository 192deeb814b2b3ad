package alike.show;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a result comes from, as facts in order: settings, seed, engine, versions. Immutable; holds
 * no time and no machine's name, so that the same work gives the same bytes.
 *
 * @param facts what is known, name → value
 */
public record Provenance(Map<String, String> facts) {

  private static final Provenance NONE = new Provenance(Map.of());

  /** Copies the facts in. */
  public Provenance {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns a provenance that says nothing. */
  public static Provenance none() {
    return NONE;
  }

  /** Returns what this place tells: the Java version and, where there is one, the git commit. */
  public static Provenance here() {
    var java = none().with("java", Runtime.version());
    return GitCommit.here().map(commit -> java.with("git commit", commit)).orElse(java);
  }

  /** Returns a copy with one more fact; of one name the last counts. */
  public Provenance with(String name, Object value) {
    return and(new Provenance(Map.of(name, String.valueOf(value))));
  }

  /** Returns a copy with the facts of another behind these; of one name the last counts. */
  public Provenance and(Provenance other) {
    var more = new LinkedHashMap<>(facts);
    more.putAll(other.facts);
    return new Provenance(more);
  }

  /** Returns the facts line by line. */
  @Override
  public String toString() {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue())
        .collect(Collectors.joining("\n"));
  }
}
