package alike.train;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What a store does to files; whatever is to survive a crash is on the disk when it returns. */
interface Disk {

  /** Makes a folder and those around it, where they are not there yet. */
  void folder(Path folder) throws IOException;

  /** Writes a new file. */
  void write(Path file, Content content) throws IOException;

  /** Appends to a file that is made if it is not there; on the disk only after {@link #sync}. */
  void append(Path file, byte[] bytes) throws IOException;

  /** Cuts a file to a length, if it is longer. */
  void cut(Path file, long length) throws IOException;

  /** Waits until a file or the entries of a folder are on the disk. */
  void sync(Path path) throws IOException;

  /** Gives a file or folder another name in the same folder, at once or not at all. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file or a folder with all in it, if it is there. */
  void delete(Path path) throws IOException;

  /** Writes the contents of a file. */
  interface Content {
    /** Writes everything; the stream stays open. */
    void to(OutputStream out) throws IOException;
  }
}
