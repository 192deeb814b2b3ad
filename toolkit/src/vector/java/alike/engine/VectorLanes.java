package alike.engine;

import java.util.function.IntSupplier;
import jdk.incubator.vector.FloatVector;

/** Tells how many floats this machine's vectors hold. */
final class VectorLanes implements IntSupplier {

  @Override
  public int getAsInt() {
    return FloatVector.SPECIES_PREFERRED.length();
  }
}
