package alike.kernel;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/** What was executed in this session. JJava has no history and leaves requests unanswered. */
final class History implements HistoryManager {

  private final List<HistoryEntry> all = new ArrayList<>();

  synchronized void add(int count, String code) {
    all.add(new HistoryEntry(1, count, code, ""));
  }

  List<HistoryEntry> answer(HistoryRequest request) {
    var flags = EnumSet.noneOf(ResultFlag.class);
    if (request.includeOutput()) {
      flags.add(ResultFlag.INCLUDE_OUTPUT);
    }
    if (request instanceof HistoryRequest.Tail tail) {
      return lookupTail(tail.getMaxReturnLength(), flags);
    }
    if (request instanceof HistoryRequest.Range range) {
      return lookupRange(range.getSessionIndex(), range.getStart(), range.getStop(), flags);
    }
    if (request instanceof HistoryRequest.Search search) {
      if (search.filterUnique()) {
        flags.add(ResultFlag.UNIQUE);
      }
      return search(search.getPattern(), search.getMaxReturnLength(), flags);
    }
    return List.of();
  }

  @Override
  public synchronized List<HistoryEntry> lookupTail(int most, Set<ResultFlag> flags) {
    return last(all, most, flags);
  }

  @Override
  public synchronized List<HistoryEntry> lookupRange(
      int session, int start, int stop, Set<ResultFlag> flags) {
    var found =
        all.stream()
            .filter(entry -> entry.getCellNumber() >= start && entry.getCellNumber() < stop)
            .toList();
    return last(found, 0, flags);
  }

  @Override
  public synchronized List<HistoryEntry> search(String glob, int most, Set<ResultFlag> flags) {
    String expression =
        Pattern.compile("[*?]|[^*?]+")
            .matcher(glob)
            .replaceAll(
                part ->
                    switch (part.group()) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default ->
                          java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group()));
                    });
    var pattern = Pattern.compile(expression, Pattern.DOTALL);
    var found = new LinkedHashMap<Object, HistoryEntry>();
    for (var entry : all) {
      if (pattern.matcher(entry.getInput()).matches()) {
        Object key = flags.contains(ResultFlag.UNIQUE) ? entry.getInput() : entry;
        found.remove(key); // the latest of equal ones counts
        found.put(key, entry);
      }
    }
    return last(List.copyOf(found.values()), most, flags);
  }

  private static List<HistoryEntry> last(
      List<HistoryEntry> entries, int most, Set<ResultFlag> flags) {
    int from = most > 0 ? Math.max(0, entries.size() - most) : 0;
    boolean output = flags.contains(ResultFlag.INCLUDE_OUTPUT);
    return entries.subList(from, entries.size()).stream()
        .map(
            entry ->
                output
                    ? entry
                    : new HistoryEntry(
                        entry.getSession(), entry.getCellNumber(), entry.getInput(), null))
        .toList();
  }
}
