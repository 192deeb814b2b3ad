package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module made of source text: any operator of PyTorch becomes callable, with its
 * gradient. The archive is written here, in memory; it holds one object without attributes.
 */
final class TorchModule {

  // DJL calls a module's methods through arrays alone and by their names; these two take anything.
  private static final Object LIBRARY = library();
  private static final Method RUN = run();
  private static final Constructor<IValue> VALUE = value();

  private final PtSymbolBlock block;

  /**
   * Compiles methods.
   *
   * @param manager owns the module
   * @param methods source of methods, each indented by two spaces
   */
  TorchModule(NDManager manager, String methods) {
    try {
      var archive = new ByteArrayInputStream(archive(methods));
      this.block = JniUtils.loadModule((PtNDManager) manager, archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Calls a method that returns an array.
   *
   * @param owner gets the result
   * @param graded whether the call is recorded for a backward pass
   * @param arguments each an array, a Long, a Double or a Boolean
   */
  NDArray call(NDManager owner, String method, boolean graded, Object... arguments) {
    var values = new IValue[arguments.length];
    var handles = new long[arguments.length];
    try {
      for (int i = 0; i < arguments.length; i++) {
        values[i] = value(arguments[i]);
        handles[i] = values[i].getHandle();
      }
      var run = RUN.invoke(LIBRARY, block.getHandle(), method, handles, graded, false);
      try (var result = VALUE.newInstance(run)) {
        return result.toTensor((PtNDManager) owner);
      }
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("PyTorch refused %s".formatted(method), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      for (var value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof Long number) {
      return IValue.from(number.longValue());
    }
    if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    }
    return IValue.from(((Boolean) argument).booleanValue());
  }

  private static byte[] archive(String methods) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      put(zip, "m/data.pkl", object());
      put(zip, "m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
      put(zip, "m/version", text("3\n"));
      put(zip, "m/byteorder", text("little"));
      String head =
          "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";
      put(zip, "m/code/__torch__.py", text(head + methods));
    }
    return bytes.toByteArray();
  }

  /** Returns, pickled, an object of the class M whose one attribute is training = true. */
  private static byte[] object() throws IOException {
    var pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 2});
    pickle.write(text("c__torch__\nM\n"));
    pickle.write(new byte[] {'q', 0, ')', (byte) 0x81, '}', 'X', 8, 0, 0, 0});
    pickle.write(text("training"));
    pickle.write(new byte[] {(byte) 0x88, 's', 'b', '.'});
    return pickle.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    var checksum = new CRC32();
    checksum.update(content);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static Object library() {
    try {
      var field = libraryClass().getDeclaredField("LIB");
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Method run() {
    try {
      var method =
          libraryClass()
              .getDeclaredMethod(
                  "moduleRunMethod",
                  long.class,
                  String.class,
                  long[].class,
                  boolean.class,
                  boolean.class);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Constructor<IValue> value() {
    try {
      var constructor = IValue.class.getDeclaredConstructor(long.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException e) {
      throw changed(e);
    }
  }

  private static Class<?> libraryClass() throws ClassNotFoundException {
    return Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
  }

  private static IllegalStateException changed(ReflectiveOperationException e) {
    return new IllegalStateException("DJL has changed: its PyTorch library is called otherwise", e);
  }
}
