package alike.augment;

import alike.data.ImageSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive views of one pipeline, which are made together.
 *
 * @param batch what makes them
 * @param first the first one
 * @param end the one after the last
 */
record ViewRun(BatchPipeline batch, int first, int end) {

  /** Prepares the runs of all views, given what makes each of them. */
  static List<ViewRun> of(List<Pipeline> pipelines, ImageSet images, DeviceMath math) {
    var runs = new ArrayList<ViewRun>();
    for (int first = 0; first < pipelines.size(); ) {
      var pipeline = pipelines.get(first);
      int end = first + 1;
      while (end < pipelines.size() && pipelines.get(end).equals(pipeline)) {
        end++;
      }
      var batch = new BatchPipeline(pipeline.steps(), images, math);
      runs.add(new ViewRun(batch, first, end));
      first = end;
    }
    return List.copyOf(runs);
  }
}
