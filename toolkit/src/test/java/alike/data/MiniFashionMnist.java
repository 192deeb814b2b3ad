package alike.data;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the resource of {@link FashionMnist#mini()} from the published files: run it with the
 * folder {@code toolkit/src/main/resources/alike/data/fashion-mnist} as its argument. Same input,
 * same images; the packed bytes may differ between versions of the Java platform.
 */
final class MiniFashionMnist {

  private MiniFashionMnist() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var full = FashionMnist.load();
    write(folder, "train", firstOfEveryClass(full.train(), 600));
    write(folder, "t10k", firstOfEveryClass(full.test(), 100));
  }

  static ImageSet firstOfEveryClass(ImageSet set, int perClass) {
    var seen = new int[set.classNames().size()];
    var chosen = new int[perClass * seen.length];
    int count = 0;
    for (int i = 0; i < set.size(); i++) {
      if (seen[set.label(i)]++ < perClass) {
        chosen[count++] = i;
      }
    }
    return set.subset(chosen);
  }

  private static void write(Path folder, String part, ImageSet set) throws IOException {
    var pixels = new byte[set.height() * set.width()];
    try (var out = packed(folder.resolve(part + "-images-idx3-ubyte.gz"))) {
      out.writeInt(0x803);
      out.writeInt(set.size());
      out.writeInt(set.height());
      out.writeInt(set.width());
      for (int i = 0; i < set.size(); i++) {
        set.copy(i, pixels, 0);
        out.write(pixels);
      }
    }
    try (var out = packed(folder.resolve(part + "-labels-idx1-ubyte.gz"))) {
      out.writeInt(0x801);
      out.writeInt(set.size());
      for (int label : set.labels()) {
        out.writeByte(label);
      }
    }
  }

  private static DataOutputStream packed(Path file) throws IOException {
    var best =
        new GZIPOutputStream(Files.newOutputStream(file)) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        };
    return new DataOutputStream(best);
  }
}
