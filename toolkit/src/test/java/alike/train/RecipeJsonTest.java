package alike.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.SequentialBlock;
import alike.augment.Augment;
import alike.loss.Dino;
import alike.loss.Loss;
import alike.loss.NtXent;
import alike.loss.SupCon;
import alike.method.Byol;
import alike.method.DinoMethod;
import alike.method.MetricLearning;
import alike.method.MoCo;
import alike.method.MoCoV3;
import alike.method.NnClr;
import alike.method.Pcl;
import alike.method.SimClr;
import alike.method.SimSiam;
import alike.method.SupConMethod;
import alike.method.Supervised;
import alike.method.SwavMethod;
import alike.method.TwoTower;
import alike.model.Architecture;
import alike.model.Projection;
import alike.model.ResNet;
import alike.model.SettingsJson;
import alike.optimize.AdamW;
import alike.optimize.Cosine;
import alike.optimize.Sgd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeJsonTest {

  @Test
  void every_setting_comes_back_as_it_was() {
    var full =
        Pretrain.with(
                SupConMethod.loss(SupCon.temperature(0.1).weighted(0.5))
                    .withHead(Projection.simClr(32)))
            .encoder(ResNet.depth(34).withStem(ResNet.Stem.LARGE_IMAGES))
            .augment(Augment.byol(24))
            .optimizer(
                Sgd.rate(0.25)
                    .withNesterov()
                    .schedule(Cosine.warmup(0.25))
                    .scaledByBatch()
                    .clippedTo(0.5))
            .epochs(7)
            .batch(32)
            .cacheGradients(8)
            .accumulate(2)
            .average(0.99)
            .precision(alike.engine.Precision.BFLOAT16)
            .earlyStop(EarlyStop.on("knn").patience(3).gain(0.01))
            .seed(Long.MIN_VALUE);

    for (var pretrain : new Pretrain[] {full, Small.pretrain()}) {
      var again = Pretrain.fromJson(pretrain.toJson());

      assertThat(again).hasToString(pretrain.toString());
      assertThat(again.toJson()).isEqualTo(pretrain.toJson());
    }
  }

  @Test
  void every_method_comes_back() {
    var methods =
        List.of(
            MoCo.v1(),
            MoCo.temperature(0.2).queue(64),
            MoCoV3.standard(),
            Byol.standard(),
            SimSiam.standard(),
            NnClr.temperature(0.1),
            Pcl.temperature(0.2),
            SwavMethod.prototypes(6).withQueue(40),
            DinoMethod.loss(Dino.standard()),
            Supervised.loss(SupCon.temperature(0.1)),
            MetricLearning.loss(SupCon.temperature(0.1)),
            TwoTower.loss(NtXent.temperature(0.1)));

    for (var method : methods) {
      var json = Pretrain.with(method).toJson();

      assertThat(Pretrain.fromJson(json)).hasToString(Pretrain.with(method).toString());
      assertThat(Pretrain.fromJson(json).toJson()).isEqualTo(json);
      assertThat(Pretrain.fromJson(json).recipe().method()).isEqualTo(method);
    }
  }

  @Test
  void an_optimiser_at_a_constant_rate_comes_back() {
    var pretrain = Small.pretrain().optimizer(AdamW.rate(0.01));

    assertThat(pretrain.toJson()).contains("Schedule.Constant", "ONE");
    assertThat(Pretrain.fromJson(pretrain.toJson())).hasToString(pretrain.toString());
  }

  @Test
  void monitors_and_listeners_are_left_out() {
    var watched = Small.pretrain().monitor(encoder -> Map.of()).listener(progress -> {});

    assertThat(watched.toJson()).isEqualTo(Small.pretrain().toJson());
  }

  @Test
  void what_is_left_out_has_its_default() {
    var method = SettingsJson.tree(Small.pretrain().toJson()).path("method");
    var read = Pretrain.fromJson("{\"method\":%s,\"epochs\":3}".formatted(method));

    assertThat(read.toString()).contains("ConvNet.small()", ".epochs(3).batch(256)");
  }

  @Test
  void lambdas_and_types_of_ones_own_are_refused_by_name() {
    Loss loss = batch -> batch.views().sum();
    Architecture lambda = SequentialBlock::new;
    record Mine() implements Architecture {
      @Override
      public SequentialBlock create() {
        return new SequentialBlock();
      }
    }

    assertThatThrownBy(() -> Pretrain.with(SimClr.loss(loss)).toJson())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lambda");
    assertThatThrownBy(() -> Small.pretrain().encoder(lambda).toJson())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lambda");
    assertThatThrownBy(() -> Small.pretrain().encoder(new Mine()).toJson())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Mine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SimClr→SimClrs|SupConMethod",
        "ConvNet→Projection|ResNet",
        "\"widths\"→\"width\"|widths",
        "0.001→\"0.001\"|rate must be of type double",
        "\"seed\" : 3→\"seed\" : 3.5|seed must be of type long",
        "\"seed\"→\"seeds\"|seed",
        "\"grid\" : 1→\"grids\" : 1|grid",
        "\"epochs\" : 2→\"epochs\" : null|epochs",
        "0.001→-1|above 0",
        "\"type\" : \"Cosine\"→\"type\" : \"java.lang.Runtime\"|Cosine",
      })
  void what_is_wrong_is_refused_with_what_is_known(String change) {
    var parts = change.split("[→|]", -1);
    var json = Small.pretrain().toJson();
    assertThat(json).contains(parts[0]);

    assertThatThrownBy(() -> Pretrain.fromJson(json.replace(parts[0], parts[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(parts[2]);
  }

  @Test
  void text_that_is_no_json_or_no_training_is_refused() {
    assertThatThrownBy(() -> Pretrain.fromJson("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> Pretrain.fromJson("{\"epochs\":3}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("method");
  }
}
