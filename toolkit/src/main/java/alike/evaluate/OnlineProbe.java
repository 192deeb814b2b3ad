package alike.evaluate;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.data.TrainTest;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.model.State;
import alike.optimize.Schedule;
import alike.train.Monitor;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * A linear layer that is trained beside the encoder: after every epoch it takes one pass of SGD
 * over the representations of that moment, keeping what it learned before. Records {@code online},
 * its accuracy on the test images in [0, 1]; usually a point or two below a probe that starts anew.
 *
 * <p>Every encoder has a layer of its own, for as long as the encoder is kept.
 */
public final class OnlineProbe implements Monitor {

  private final TrainTest data;
  private final SgdProbe settings;
  private final WeakHashMap<Encoder, Layer> layers = new WeakHashMap<>();

  private OnlineProbe(TrainTest data, SgdProbe settings) {
    this.data = data;
    this.settings = settings;
  }

  /** Returns a probe at a constant rate of 0.1 with momentum 0.9 on standardised rows. */
  public static OnlineProbe on(TrainTest data) {
    return new OnlineProbe(data, SgdProbe.standard().schedule(Schedule.constant()));
  }

  /** Returns a new probe with another learning rate, above 0. */
  public OnlineProbe rate(double value) {
    return new OnlineProbe(data, settings.rate(Require.positive("rate", value)));
  }

  /** Returns a new probe with another order of the batches. */
  public OnlineProbe seed(long value) {
    return new OnlineProbe(data, settings.seed(value));
  }

  @Override
  public Map<String, Double> measure(Encoder encoder) {
    return Map.of("online", learn(encoder));
  }

  private synchronized double learn(Encoder encoder) {
    return layers
        .computeIfAbsent(encoder, key -> new Layer(key.width()))
        .learn(encoder.embed(data.train()), encoder.embed(data.test()));
  }

  @Override
  public synchronized void save(Encoder encoder, State state) {
    var layer = layers.get(encoder);
    if (layer != null) {
      layer.save(state);
    }
  }

  @Override
  public synchronized void load(Encoder encoder, State state) {
    if (state.has("random")) {
      layers.computeIfAbsent(encoder, key -> new Layer(key.width())).load(state);
    }
  }

  private final class Layer {
    private final SplitMix64 random = SplitMix64.of(settings.seed(), 0);
    private final SoftmaxRegression layer;

    Layer(int width) {
      int classes = data.train().classNames().size();
      this.layer = new SoftmaxRegression(width, classes, settings, random);
    }

    void save(State state) {
      layer.save(state);
      state.put("random", random.position());
    }

    void load(State state) {
      layer.load(state);
      var unused = random.restartAt(state.longs("random")[0]);
    }

    double learn(Embeddings train, Embeddings test) {
      var features = settings.features().by(train);
      layer.epoch(features.apply(train), random, Long.MAX_VALUE);
      return layer.classifier(features, settings.rates().get(0)).accuracy(test);
    }
  }

  @Override
  public String toString() {
    return "OnlineProbe.on(data).rate(%s).seed(%d)"
        .formatted(settings.rates().get(0), settings.seed());
  }
}
