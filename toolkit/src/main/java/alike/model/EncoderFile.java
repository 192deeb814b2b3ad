package alike.model;

import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.engine.Engines;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An encoder in one file: its values, and in the file's description what makes the rest. */
final class EncoderFile {

  private static final SettingsJson JSON = SettingsJson.of("alike.model");

  private EncoderFile() {}

  static void save(Encoder encoder, Path file) {
    var target = file.toAbsolutePath();
    var half = target.resolveSibling(target.getFileName() + ".half");
    try {
      var parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try (var stream = new FileOutputStream(half.toFile());
          var out = new BufferedOutputStream(stream)) {
        new Safetensors(encoder.network().arrays(), description(encoder)).write(out);
        out.flush();
        stream.getFD().sync();
      }
      var unused = Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      boolean unused = half.toFile().delete(); // may not be there
      throw new UncheckedIOException("The encoder cannot be saved as %s".formatted(file), e);
    }
  }

  private static Map<String, String> description(Encoder encoder) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("format", "alike encoder 1");
    facts.put("description", encoder.description());
    long[] input = encoder.network().input().getShape();
    facts.put("input", Arrays.toString(input).replaceAll("[\\[\\] ]", ""));
    try {
      facts.put("architecture", JSON.write(encoder.network().architecture()).toString());
    } catch (IllegalArgumentException e) {
      facts.put("own architecture", encoder.network().architecture().toString());
    }
    try {
      facts.put("augment", encoder.augment().toJson());
    } catch (IllegalArgumentException e) {
      facts.put("own augment", encoder.augment().toString());
    }
    return facts;
  }

  static Encoder load(Path file, Optional<Architecture> own, Optional<Augment> ownAugment) {
    var backend = Engines.current();
    try (var manager = backend.open()) {
      var read = Safetensors.read(file, manager);
      var facts = read.description();
      if (!facts.getOrDefault("format", "").startsWith("alike encoder")) {
        throw new IllegalArgumentException(
            "%s holds arrays, but no encoder of Alike. Save one by Encoder.save.".formatted(file));
      }
      var architecture =
          own.orElseGet(() -> JSON.read(fact(file, facts, "architecture"), Architecture.class));
      var augment = ownAugment.orElseGet(() -> Augment.fromJson(fact(file, facts, "augment")));
      long[] input =
          Arrays.stream(facts.getOrDefault("input", "").split(","))
              .mapToLong(Long::parseLong)
              .toArray();
      var network = Network.of(architecture, backend, 0, new Shape(input));
      read.into(network, file);
      return new Encoder(facts.getOrDefault("description", ""), network, augment);
    } catch (IOException e) {
      throw new UncheckedIOException("No encoder can be read from %s".formatted(file), e);
    }
  }

  private static String fact(Path file, Map<String, String> facts, String name) {
    var value = facts.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The encoder in %s was made by code of your own: %s. Give it: Encoder.load(file, architecture, augment)."
              .formatted(file, facts.getOrDefault("own " + name, name)));
    }
    return value;
  }
}
