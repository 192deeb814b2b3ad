package alike.augment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Reads what the reference file names, torchvision's operations and their parameters, as ours.
 * Operations, parameters and values that have no counterpart are refused by name.
 */
final class ReferenceOps {

  /** Each operation with the names of its parameters, in torchvision's order. */
  static final Map<String, List<String>> OURS =
      Map.ofEntries(
          Map.entry(
              "resized_crop",
              List.of("top", "left", "height", "width", "size", "interpolation", "antialias")),
          Map.entry("hflip", List.of()),
          Map.entry("vflip", List.of()),
          Map.entry("center_crop", List.of("size")),
          Map.entry("pad+crop", List.of("pad", "mode", "top", "left", "height", "width")),
          Map.entry("rotate", List.of("angle", "interpolation", "expand", "center", "fill")),
          Map.entry(
              "affine",
              List.of("angle", "translate", "scale", "shear", "interpolation", "fill", "center")),
          Map.entry("perspective", List.of("startpoints", "endpoints", "interpolation", "fill")),
          Map.entry("adjust_brightness", List.of("factor")),
          Map.entry("adjust_contrast", List.of("factor")),
          Map.entry("adjust_saturation", List.of("factor")),
          Map.entry("adjust_hue", List.of("factor")),
          Map.entry("adjust_gamma", List.of("gamma", "gain")),
          Map.entry("adjust_sharpness", List.of("factor")),
          Map.entry("rgb_to_grayscale", List.of("num_output_channels")),
          Map.entry("autocontrast", List.of()),
          Map.entry("equalize", List.of()),
          Map.entry("invert", List.of()),
          Map.entry("solarize", List.of("threshold")),
          Map.entry("posterize", List.of("bits", "api")),
          Map.entry("gaussian_blur", List.of("kernel_size", "sigma")),
          Map.entry("normalize", List.of("mean", "std")),
          Map.entry("erase", List.of("i", "j", "h", "w", "v")),
          Map.entry("chain", List.of("steps")));

  private final JsonNode params;
  private final boolean bytes; // whether the case is given in grey levels

  private ReferenceOps(JsonNode params, boolean bytes) {
    this.params = params;
    this.bytes = bytes;
  }

  static void apply(String op, JsonNode params, boolean bytes, Planes image) {
    requireKnown(op, params);
    if (op.equals("chain")) {
      params.get("steps").forEach(step -> link(step, bytes, image));
    } else {
      new ReferenceOps(params, bytes).op(op, image).apply(image);
    }
  }

  private static void requireKnown(String op, JsonNode params) {
    if (!OURS.containsKey(op)) {
      throw new IllegalArgumentException("No operation of ours is called " + op);
    }
    var others = new ArrayList<String>();
    params.fieldNames().forEachRemaining(others::add);
    others.removeAll(OURS.get(op));
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("%s has parameters %s, not ours".formatted(op, others));
    }
  }

  /** A step of a chain is a list: the name, then the parameters in torchvision's order. */
  private static void link(JsonNode step, boolean bytes, Planes image) {
    var op = step.get(0).asText();
    var named = new ObjectMapper().createObjectNode();
    if (op.equals("normalize") && step.get(1).isTextual()) {
      normalization(step.get(1).asText(), image.channels()).apply(image);
      return;
    }
    for (int i = 1; i < step.size(); i++) {
      named.set(OURS.getOrDefault(op, List.of()).get(i - 1), step.get(i));
    }
    apply(op, named, bytes, image);
  }

  /** Reads for example "cifar10 mean/std (rgb), 0.286/0.353 (grey)". */
  private static Normalize normalization(String text, int channels) {
    if (channels == 3 && text.startsWith("cifar10 mean/std (rgb)")) {
      return new Normalize(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));
    }
    var grey = Pattern.compile("([\\d.]+)/([\\d.]+) \\(grey\\)").matcher(text);
    if (channels == 1 && grey.find()) {
      return Normalize.grey(Double.parseDouble(grey.group(1)), Double.parseDouble(grey.group(2)));
    }
    throw new IllegalArgumentException("Not known how to normalise by “" + text + "”");
  }

  private Op op(String op, Planes image) {
    return switch (op) {
      case "resized_crop" -> crop();
      case "hflip" -> new Flipped(Flipped.Direction.LEFT_RIGHT);
      case "vflip" -> new Flipped(Flipped.Direction.UP_DOWN);
      case "center_crop" ->
          CenterCrop.middle(first("size"), last("size"), image.height(), image.width());
      case "pad+crop" -> padAndCrop();
      case "rotate" -> rotated();
      case "affine" -> transformed();
      case "perspective" ->
          new Tilted(points("startpoints"), points("endpoints"), interpolation(), fill());
      case "adjust_brightness" -> new ColorOp.Brightness(number("factor"));
      case "adjust_contrast" -> new ColorOp.Contrast(number("factor"));
      case "adjust_saturation" -> new ColorOp.Saturation(number("factor"));
      case "adjust_hue" -> new ColorOp.Hue(number("factor"));
      case "adjust_gamma" -> new GammaCorrected(number("gamma"), number("gain", 1));
      case "adjust_sharpness" -> new Sharpened(number("factor"));
      case "rgb_to_grayscale" -> new Greyed(); // in one channel or in three: all ours are alike
      case "autocontrast" -> new Stretched();
      case "equalize" -> new Equalized();
      case "invert" -> new Inverted();
      case "solarize" -> new Solarized(number("threshold") / (bytes ? 255 : 1));
      case "posterize" -> bytes ? new Masked(first("bits")) : new Posterized(first("bits"));
      case "gaussian_blur" -> blurred();
      case "normalize" -> new Normalize(numbers("mean"), numbers("std"));
      case "erase" ->
          new Erased(first("i"), first("j"), first("h"), first("w"), new Paint.Flat(numbers("v")));
      default -> throw new IllegalArgumentException("No operation of ours is called " + op);
    };
  }

  private Op crop() {
    var antialias = params.path("antialias");
    boolean widens = antialias.isTextual() || antialias.asBoolean(true); // a chain has it as a word
    var interpolation =
        switch (text("interpolation", "bilinear")) {
          case "nearest" -> Interpolation.NEAREST;
          case "bilinear" -> widens ? Interpolation.BILINEAR : Interpolation.BILINEAR_ALIASED;
          case "bicubic" -> widens ? Interpolation.BICUBIC : Interpolation.BICUBIC_ALIASED;
          default -> throw new IllegalArgumentException("No interpolation of ours: " + params);
        };
    return new Resized(
        first("top"),
        first("left"),
        first("height"),
        first("width"),
        first("size"),
        last("size"),
        interpolation);
  }

  /** Padding is one number for all sides, left and right first, or one for each side. */
  private Op padAndCrop() {
    var pad = numbers("pad");
    var padding =
        switch (text("mode", "constant")) {
          case "constant" -> Padding.ZERO;
          case "edge" -> Padding.EDGE;
          case "reflect" -> Padding.REFLECT;
          case "symmetric" -> Padding.SYMMETRIC;
          default -> throw new IllegalArgumentException("No padding of ours: " + params);
        };
    return new Cropped(
        first("top") - pad.get(pad.size() == 1 ? 0 : 1).intValue(),
        first("left") - pad.get(0).intValue(),
        first("height"),
        first("width"),
        padding);
  }

  private Op rotated() {
    if (params.path("expand").asBoolean() || params.hasNonNull("center")) {
      throw new IllegalArgumentException(
          "Ours turns about the middle and keeps the size: " + params);
    }
    return new Rotated(number("angle"), interpolation(), fill());
  }

  private Op transformed() {
    if (params.hasNonNull("center")) {
      throw new IllegalArgumentException("Ours works about the middle: " + params);
    }
    var shear = numbers("shear");
    return new Transformed(
        number("angle"),
        numbers("translate").get(0),
        numbers("translate").get(1),
        number("scale"),
        shear.get(0),
        shear.size() == 1 ? 0 : shear.get(1),
        interpolation(),
        fill());
  }

  private Op blurred() {
    int across = first("kernel_size");
    int down = last("kernel_size");
    boolean given = params.hasNonNull("sigma");
    return new Blurred(
        across,
        down,
        given ? numbers("sigma").get(0) : usualSigma(across),
        given ? numbers("sigma").get(numbers("sigma").size() - 1) : usualSigma(down));
  }

  private static double usualSigma(int kernel) {
    return 0.3 * ((kernel - 1) * 0.5 - 1) + 0.8;
  }

  private Interpolation interpolation() {
    return switch (text("interpolation", "nearest")) {
      case "nearest" -> Interpolation.NEAREST;
      case "bilinear" -> Interpolation.BILINEAR;
      default -> throw new IllegalArgumentException("No interpolation of ours: " + params);
    };
  }

  private double fill() {
    var fill = params.hasNonNull("fill") ? numbers("fill") : List.of(0.0);
    if (fill.stream().distinct().count() != 1) {
      throw new IllegalArgumentException("Ours fills all channels alike: " + params);
    }
    return fill.get(0) / (bytes ? 255 : 1);
  }

  private List<Tilted.Point> points(String name) {
    return StreamSupport.stream(params.get(name).spliterator(), false)
        .map(point -> new Tilted.Point(point.get(0).asDouble(), point.get(1).asDouble()))
        .toList();
  }

  private String text(String name, String usual) {
    return params.hasNonNull(name) ? params.get(name).asText() : usual;
  }

  private double number(String name) {
    return numbers(name).get(0);
  }

  private double number(String name, double usual) {
    return params.hasNonNull(name) ? number(name) : usual;
  }

  private int first(String name) {
    return numbers(name).get(0).intValue();
  }

  private int last(String name) {
    var numbers = numbers(name);
    return numbers.get(numbers.size() - 1).intValue();
  }

  /** Returns the numbers in a list of any depth, or the one number. */
  private List<Double> numbers(String name) {
    var numbers = new ArrayList<Double>();
    collect(params.path(name), numbers);
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("%s is missing from %s".formatted(name, params));
    }
    return numbers;
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isNumber()) {
      numbers.add(node.asDouble());
    }
    node.forEach(inner -> collect(inner, numbers));
  }
}
