package alike.method;

import alike.model.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/** A learner with a teacher: a second encoder and head that follow the first, without gradients. */
interface Taught extends Learner {

  /** Returns what learns by gradients. */
  Tower online();

  /** Returns what follows. */
  Tower teacher();

  /** Returns what learns beside the tower: predictors, by name. */
  default Map<String, Network> further() {
    return Map.of();
  }

  @Override
  default Network encoder() {
    return online().encoder();
  }

  @Override
  default Map<String, Network> networks() {
    var networks = new LinkedHashMap<String, Network>();
    online().into(networks, "encoder", "head");
    networks.putAll(further());
    teacher().into(networks, "teacherEncoder", "teacherHead");
    return networks;
  }

  @Override
  default Pace pace(String network, Moment moment) {
    return network.startsWith("teacher") ? Pace.FOLLOWING : Pace.SCHEDULED;
  }

  @Override
  default void close() {
    online().head().close();
    further().values().forEach(Network::close);
    teacher().close();
  }
}
