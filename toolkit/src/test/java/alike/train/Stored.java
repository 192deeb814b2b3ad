package alike.train;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import alike.augment.Augment;
import alike.data.TinyImages;
import alike.evaluate.OnlineProbe;
import alike.loss.SupCon;
import alike.method.Byol;
import alike.method.Method;
import alike.method.MoCo;
import alike.method.SupConMethod;
import alike.method.SwavMethod;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.MlpHead;
import alike.model.Projection;
import alike.model.SettingsJson;
import alike.optimize.AdamW;
import alike.optimize.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small trainings that carry different things, and what is on the disk of them. */
final class Stored {

  private Stored() {}

  /** Returns trainings by name: a further method is one line. */
  static Map<String, Pretrain> all() {
    var all = new LinkedHashMap<String, Pretrain>();
    all.put("simclr", Small.pretrain());
    all.put(
        "supcon", with(SupConMethod.loss(SupCon.temperature(0.5)).withHead(Projection.simClr(8))));
    all.put("dropout", Small.pretrain().encoder(dropping()));
    all.put(
        "averaged",
        Small.pretrain()
            .optimizer(AdamW.rate(1e-3).scaledByBatch().clippedTo(1))
            .batch(8)
            .accumulate(2)
            .average(0.9));
    all.put("moco", with(MoCo.temperature(0.2).queue(32)));
    var swav = SwavMethod.prototypes(6).withHead(MlpHead.widths(9, 5)).withQueue(40);
    all.put("swav", with(swav).augment(Augment.swav(12)));
    all.put("byol", with(Byol.widths(1024, 128)));
    all.replaceAll((name, pretrain) -> pretrain.checkpoint(3));
    return all;
  }

  private static Pretrain with(Method method) {
    return Pretrain.with(method)
        .encoder(ConvNet.widths(4, 8))
        .optimizer(Sgd.rate(0.01))
        .epochs(2)
        .batch(16);
  }

  /** Returns an encoder that draws from the engine's own streams. */
  static Architecture dropping() {
    return () ->
        new SequentialBlock()
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(16).build())
            .add(Dropout.builder().optRate(0.5f).build());
  }

  /** Returns a monitor that learns from epoch to epoch. */
  static Monitor learning() {
    return OnlineProbe.on(TinyImages.both(32, 16, 12)).rate(0.01);
  }

  /** Returns the folders of all runs in a store. */
  static List<Path> runs(Path store) {
    try (Stream<Path> all = Files.list(store)) {
      return all.filter(run -> !run.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a run's figures, line by line, without the seconds, which no two runs share. */
  static List<String> figures(Path run) {
    try {
      var lines = new ArrayList<String>();
      for (var line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
        var node = (com.fasterxml.jackson.databind.node.ObjectNode) SettingsJson.tree(line);
        lines.add(node.without("seconds").toString());
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bytes of the arrays at a step. */
  static byte[] arrays(Path run, long step) {
    try {
      return Files.readAllBytes(
          run.resolve("checkpoints").resolve(Long.toString(step)).resolve("arrays.safetensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the steps of the checkpoints that are there, oldest first. */
  static List<Long> steps(Path run) {
    try {
      return new RunFolder(RealDisk.HERE, run).steps().stream().sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
