package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as MLflow's REST interface describes it, and keeps what it got. */
class MlflowTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> answers =
      Map.of(
          "experiments/create", "{\"experiment_id\": \"4\"}",
          "runs/create", "{\"run\": {\"info\": {\"run_id\": \"r\", \"run_uuid\": \"r\"}}}");

  private final List<String> calls = new ArrayList<>();
  private final List<JsonNode> bodies = new ArrayList<>();
  private volatile boolean up = true;

  @SuppressWarnings("NullAway.Init") // made before each test
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/2.0/mlflow/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
    byte[] sent = exchange.getRequestBody().readAllBytes();
    if (up) {
      calls.add(call);
      bodies.add(JSON.readTree(sent.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : sent));
    }
    byte[] bytes = answers.getOrDefault(call, "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(up ? 200 : 400, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private List<JsonNode> sent(String call) {
    var found = new ArrayList<JsonNode>();
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).equals(call)) {
        found.add(bodies.get(i));
      }
    }
    return found;
  }

  @Test
  void a_run_is_sent_with_its_figures_and_its_end() {
    var listener = Mlflow.at(address()).experiment("clothes");
    try (var run = Small.pretrain().listener(listener).fit(Small.IMAGES)) {
      assertThat(sent("experiments/create").get(0).path("name").asText()).isEqualTo("clothes");
      assertThat(sent("runs/create").get(0).path("experiment_id").asText()).isEqualTo("4");
      assertThat(sent("runs/set-tag").toString()).contains(run.id(), "SimClr.loss(");
      var losses = figures("loss");
      assertThat(losses).hasSize(8);
      for (int i = 0; i < 8; i++) {
        assertThat(losses.get(i).path("step").asLong()).isEqualTo(i + 1);
        assertThat(losses.get(i).path("value").asDouble())
            .isEqualTo(run.series().series("loss").value(i));
      }
      assertThat(sent("runs/update").get(0).path("status").asText()).isEqualTo("FINISHED");
    }
  }

  private List<JsonNode> figures(String name) {
    var figures = new ArrayList<JsonNode>();
    for (var batch : sent("runs/log-batch")) {
      for (var metric : batch.path("metrics")) {
        if (metric.path("key").asText().equals(name)) {
          figures.add(metric);
        }
      }
    }
    return figures;
  }

  @Test
  void more_figures_than_a_request_takes_go_in_several() {
    var metrics = new Metrics();
    for (int step = 1; step <= 2001; step++) {
      metrics.add("loss", step, step);
    }
    Mlflow.at(address()).on(progress(metrics, Progress.State.INTERRUPTED));

    assertThat(sent("runs/log-batch"))
        .extracting(body -> body.path("metrics").size())
        .containsExactly(1000, 1000, 1);
    assertThat(sent("runs/update").get(0).path("status").asText()).isEqualTo("KILLED");
  }

  @Test
  void what_a_lost_server_missed_follows_when_it_answers() {
    var metrics = new Metrics();
    metrics.add("loss", 1, 3);
    var listener = Mlflow.at(address());
    listener.on(progress(metrics, Progress.State.TRAINING));
    up = false;
    listener.on(progress(metrics, Progress.State.FINISHED));
    assertThat(figures("loss")).isEmpty();
    up = true;
    listener.on(progress(metrics, Progress.State.FINISHED));

    assertThat(figures("loss")).hasSize(1);
  }

  @Test
  void a_server_that_does_not_answer_ends_the_run_before_its_first_step() {
    server.stop(0);
    var pretrain = Small.pretrain().listener(Mlflow.at(address()));

    assertThatThrownBy(() -> pretrain.fit(Small.IMAGES))
        .hasStackTraceContaining("mlflow server")
        .hasStackTraceContaining(address());
  }

  @Test
  void it_prints_as_the_java_that_makes_it() {
    assertThat(Mlflow.at("http://127.0.0.1:5000").experiment("a"))
        .hasToString("Mlflow.at(\"http://127.0.0.1:5000\").experiment(\"a\")");
    assertThatThrownBy(() -> Mlflow.at(" ")).hasMessageContaining("http://127.0.0.1:5000");
    assertThatThrownBy(() -> Mlflow.at("http://a").experiment("'")).hasMessageContaining("hold a");
  }

  private static Progress progress(Metrics metrics, Progress.State state) {
    return new Progress("run", "", state, 0, 1, 1, 2, 1, 1, 1, metrics, "");
  }
}
