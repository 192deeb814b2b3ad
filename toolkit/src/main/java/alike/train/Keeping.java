package alike.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how often a run is kept.
 *
 * @param store the folder of all runs
 * @param everySteps steps between checkpoints within an epoch; 0 for none
 * @param last how many of the newest checkpoints stay, 1 or more
 * @param best the figure whose highest value's checkpoint stays as well
 * @param disk does the writing
 */
record Keeping(Optional<Path> store, int everySteps, int last, Optional<String> best, Disk disk) {

  static final Keeping NOTHING =
      new Keeping(Optional.empty(), 0, 3, Optional.empty(), RealDisk.HERE);

  Keeping store(Path value) {
    return new Keeping(Optional.of(value), everySteps, last, best, disk);
  }

  Keeping nowhere() {
    return new Keeping(Optional.empty(), everySteps, last, best, disk);
  }

  Keeping everySteps(int value) {
    return new Keeping(store, value, last, best, disk);
  }

  Keeping last(int value) {
    return new Keeping(store, everySteps, value, best, disk);
  }

  Keeping best(String value) {
    return new Keeping(store, everySteps, last, Optional.of(value), disk);
  }

  Keeping disk(Disk value) {
    return new Keeping(store, everySteps, last, best, value);
  }
}
