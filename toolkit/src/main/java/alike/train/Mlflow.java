package alike.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/**
 * Sends the figures of every run to an MLflow tracking server, by MLflow's own client: one run
 * there for each here, with its recipe as a tag, figures every few seconds, and how it ended.
 *
 * <p>A server that does not answer is an error before the first step. One that is lost later is
 * told once and asked again each time: training goes on, and what was not sent goes with the next
 * figures.
 *
 * <pre>{@code
 * pretrain.listener(Mlflow.at("http://127.0.0.1:5000").experiment("Fashion-MNIST"))
 * }</pre>
 */
public final class Mlflow implements Listener {

  private static final int MOST = 1000; // metrics a request, by MLflow's REST interface
  private static final long PAUSE = 2_000_000_000L; // nanoseconds between requests

  private final String server;
  private final String experiment;
  private final MlflowClient client;
  private final Map<String, Integer> sent = new HashMap<>();
  private String run = "";
  private String id = "";
  private long last;
  private boolean lost;

  private Mlflow(String server, String experiment) {
    this.server = server;
    this.experiment = experiment;
    this.client = new MlflowClient(server);
  }

  /** Returns a listener that sends to a server, into the experiment "Alike". */
  public static Mlflow at(String server) {
    if (server.isBlank()) {
      throw new IllegalArgumentException(
          "server is empty; give its address, such as http://127.0.0.1:5000");
    }
    return new Mlflow(server, "Alike");
  }

  /** Into another experiment, which is made if it is not there. */
  public Mlflow experiment(String name) {
    if (name.isBlank() || name.contains("'")) {
      throw new IllegalArgumentException(
          "The experiment's name is \"%s\"; it must not be empty or hold a '".formatted(name));
    }
    return new Mlflow(server, name);
  }

  @Override
  public void on(Progress progress) {
    if (!progress.run().equals(run)) {
      start(progress);
    }
    boolean end = progress.state().isFinal();
    long now = System.nanoTime();
    if (!end && now - last < PAUSE) {
      return;
    }
    last = now;
    try {
      send(progress.metrics());
      if (end) {
        client.setTerminated(id, status(progress.state()));
      }
      lost = false;
    } catch (RuntimeException e) {
      tell(e);
    }
  }

  private void start(Progress progress) {
    try {
      var found = client.searchExperiments("name = '%s'".formatted(experiment)).getItems();
      String place =
          found.isEmpty() ? client.createExperiment(experiment) : found.get(0).getExperimentId();
      id = client.createRun(place).getRunId();
      client.setTag(id, "mlflow.runName", progress.run());
      client.setTag(id, "recipe", progress.title());
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The MLflow server at %s does not take the run (%s). Start it (mlflow server), correct the address, or leave the listener out."
              .formatted(server, e.getMessage()),
          e);
    }
    run = progress.run();
    sent.clear();
    last = System.nanoTime();
  }

  private void send(Metrics metrics) {
    long time = System.currentTimeMillis();
    for (var name : metrics.names()) {
      var series = metrics.series(name);
      int from = sent.getOrDefault(name, 0);
      while (from < series.size()) {
        int to = Math.min(series.size(), from + MOST);
        client.logBatch(id, figures(name, series, from, to, time), List.of(), List.of());
        sent.put(name, to);
        from = to;
      }
    }
  }

  private static List<Metric> figures(
      String name, Metrics.Series series, int from, int to, long time) {
    var figures = new ArrayList<Metric>();
    for (int i = from; i < to; i++) {
      figures.add(
          Metric.newBuilder()
              .setKey(name)
              .setStep(series.step(i))
              .setValue(series.value(i))
              .setTimestamp(time)
              .build());
    }
    return figures;
  }

  private static RunStatus status(Progress.State state) {
    return switch (state) {
      case FINISHED -> RunStatus.FINISHED;
      case INTERRUPTED -> RunStatus.KILLED;
      default -> RunStatus.FAILED;
    };
  }

  private void tell(RuntimeException failure) {
    if (!lost) {
      System.err.printf(
          "MLflow at %s does not answer (%s); training goes on, and figures are sent when it does.%n",
          server, failure.getMessage());
    }
    lost = true;
  }

  @Override
  public String toString() {
    return "Mlflow.at(\"%s\")%s"
        .formatted(server, experiment.equals("Alike") ? "" : ".experiment(\"" + experiment + "\")");
  }
}
