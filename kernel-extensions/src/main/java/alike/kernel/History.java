package alike.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** The cells run since the kernel started. JJava 1.0a8 has none and never answers. */
final class History {
  private static final int SESSION = 1;
  private static final Pattern WILD = Pattern.compile("[*?]|[^*?]+");
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(int cell, String code) {

    List<Object> tuple(boolean output) {
      Object input = output ? java.util.Arrays.asList(code, null) : code;
      return List.of(SESSION, cell, input);
    }
  }

  synchronized void add(int cell, String code) {
    entries.add(new Entry(cell, code));
  }

  /** Returns the entries asked for, each as the protocol's tuple. */
  synchronized List<List<Object>> answer(HistoryRequest request) {
    List<Entry> found = List.of();
    if (request instanceof HistoryRequest.Tail tail) {
      found = last(entries, tail.getMaxReturnLength());
    } else if (request instanceof HistoryRequest.Range range) {
      found = range(range);
    } else if (request instanceof HistoryRequest.Search search) {
      found = search(search);
    }
    return found.stream().map(e -> e.tuple(request.includeOutput())).toList();
  }

  private List<Entry> range(HistoryRequest.Range range) {
    int session = range.getSessionIndex();
    if (session != 0 && session != SESSION) {
      return List.of();
    }
    int stop = range.getStop() <= 0 ? Integer.MAX_VALUE : range.getStop();
    return entries.stream().filter(e -> e.cell() >= range.getStart() && e.cell() < stop).toList();
  }

  private List<Entry> search(HistoryRequest.Search search) {
    var pattern = glob(search.getPattern());
    var found = new LinkedHashMap<Object, Entry>();
    for (var entry : entries) {
      if (pattern.matcher(entry.code()).matches()) {
        Object key = search.filterUnique() ? entry.code() : entry;
        found.remove(key);
        found.put(key, entry);
      }
    }
    return last(new ArrayList<>(found.values()), search.getMaxReturnLength());
  }

  private static List<Entry> last(List<Entry> all, int count) {
    return count > 0 && all.size() > count ? all.subList(all.size() - count, all.size()) : all;
  }

  private static Pattern glob(String pattern) {
    var regex =
        WILD.matcher(pattern)
            .replaceAll(
                part ->
                    switch (part.group()) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default ->
                          java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group()));
                    });
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}
