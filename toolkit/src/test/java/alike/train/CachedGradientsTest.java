package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.loss.NtXent;
import alike.loss.SupCon;
import alike.method.Learner;
import alike.method.Method;
import alike.method.SimClr;
import alike.method.SupConMethod;
import alike.method.Views;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.Network;
import alike.model.Projection;
import alike.optimize.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CachedGradientsTest {

  /** An encoder without batch statistics, which notes how many views it is given at a time. */
  private static Architecture encoder(List<Long> seen) {
    return () ->
        new SequentialBlock()
            .add(
                new LambdaBlock(
                    list -> {
                      seen.add(list.singletonOrThrow().getShape().get(0));
                      return new NDList(list.singletonOrThrow().mul(1));
                    }))
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(24).build())
            .add(Activation.tanhBlock())
            .add(Linear.builder().setUnits(12).build());
  }

  private static Pretrain pretrain(Method method, List<Long> seen) {
    return Pretrain.with(method)
        .encoder(encoder(seen))
        .optimizer(Sgd.rate(0.1))
        .epochs(2)
        .batch(16)
        .seed(3);
  }

  private static void isThePlainStep(Method method, int chunk) {
    var whole = new ArrayList<Long>();
    var parts = new ArrayList<Long>();
    try (var plain = pretrain(method, whole).fit(Small.IMAGES);
        var cached = pretrain(method, parts).cacheGradients(chunk).fit(Small.IMAGES)) {
      assertThat(Small.losses(plain)).hasSize(8);
      assertThat(Small.losses(cached)).containsExactly(Small.losses(plain), within(1e-5));
      assertThat(Small.losses(plain)[7]).isNotCloseTo(Small.losses(plain)[0], within(1e-3));
    }
    assertThat(whole).contains(32L);
    assertThat(parts).doesNotContain(32L).contains((long) chunk);
  }

  @OnBothEngines
  void steps_in_parts_are_the_plain_steps(Backend backend) {
    Engines.use(backend.name());
    var simClr = SimClr.loss(NtXent.temperature(0.5)).withHead(Projection.plain(8));

    isThePlainStep(simClr, 8);
    isThePlainStep(simClr, 5); // the last part is smaller
    isThePlainStep(SupConMethod.loss(SupCon.standard()).withHead(Projection.plain(8)), 20);
  }

  @OnBothEngines
  void a_part_as_large_as_the_batch_is_the_plain_step(Backend backend) {
    Engines.use(backend.name());
    try (var plain = Small.pretrain().fit(Small.IMAGES);
        var cached = Small.pretrain().cacheGradients(32).fit(Small.IMAGES)) {
      assertThat(Small.losses(cached)).containsExactly(Small.losses(plain));
    }
  }

  @OnBothEngines
  void batch_statistics_move_once_a_part(Backend backend) {
    Engines.use(backend.name());
    var data = Small.IMAGES;
    try (var run = Small.pretrain().encoder(ConvNet.widths(4, 8)).cacheGradients(8).fit(data)) {
      for (double loss : Small.losses(run)) {
        assertThat(loss).isFinite();
      }
      assertThat(run.encoder().embed(data).get(0, 0)).isFinite();
    }
  }

  @OnBothEngines
  void nothing_is_left_behind(Backend backend) {
    Engines.use(backend.name());
    var pretrain = pretrain(SimClr.loss(NtXent.temperature(0.5)), new ArrayList<>());
    pretrain.cacheGradients(8).fit(Small.IMAGES).close();
    int before = Census.of(backend);

    pretrain.cacheGradients(8).fit(Small.IMAGES).close();

    assertThat(Census.of(backend)).isEqualTo(before);
  }

  /** Its loss looks at more than embeddings. */
  private record Other() implements Method {
    @Override
    public int views() {
      return 2;
    }

    @Override
    public Learner start(Start start) {
      var network = Network.of(start.encoder(), start.backend(), start.seed(), start.image());
      return new Learner() {
        @Override
        public Network encoder() {
          return network;
        }

        @Override
        public Map<String, Network> networks() {
          return Map.of("encoder", network);
        }

        @Override
        public NDArray loss(Views views) {
          return network.forward(views.images(), true).sum();
        }

        @Override
        public void close() {}
      };
    }
  }

  @OnBothEngines
  void a_method_that_needs_more_than_embeddings_is_refused(Backend backend) {
    Engines.use(backend.name());

    assertThatThrownBy(
            () -> pretrain(new Other(), new ArrayList<>()).cacheGradients(8).fit(Small.IMAGES))
        .hasMessageContainingAll("cacheGradients", "embeddings", "Leave cacheGradients out");
  }

  @OnBothEngines
  void one_view_at_a_time_is_refused(Backend backend) {
    assertThatThrownBy(() -> Small.pretrain().cacheGradients(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("views encoded at a time");
    assertThat(Small.pretrain().cacheGradients(8).toString()).contains(".cacheGradients(8)");
  }
}
