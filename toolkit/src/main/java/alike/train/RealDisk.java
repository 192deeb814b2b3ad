package alike.train;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** The disk of this machine. Its writing is not cut short by an interrupt of the thread. */
enum RealDisk implements Disk {
  HERE;

  private static final boolean FOLDERS_SYNC =
      !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  @Override
  public void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    var parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      folder(parent);
    }
    Files.createDirectories(folder);
    if (parent != null) {
      sync(parent);
    }
  }

  @Override
  public void write(Path file, Content content) throws IOException {
    try (var stream = new FileOutputStream(file.toFile());
        var out = new BufferedOutputStream(stream, 1 << 16)) {
      content.to(out);
      out.flush();
      stream.getFD().sync();
    }
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    try (var stream = new FileOutputStream(file.toFile(), true)) {
      stream.write(bytes);
    }
  }

  @Override
  public void cut(Path file, long length) throws IOException {
    try (var open = new RandomAccessFile(file.toFile(), "rw")) {
      if (open.length() > length) {
        open.setLength(length);
        open.getFD().sync();
      }
    }
  }

  @Override
  public void sync(Path path) throws IOException {
    if (Files.isDirectory(path) && !FOLDERS_SYNC) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (!synced(path)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean synced(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    var unused = Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    var folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      sync(folder);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
