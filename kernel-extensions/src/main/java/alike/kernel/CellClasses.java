package alike.kernel;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.jspecify.annotations.Nullable;

/** The classes that cells declare, and the jars that they add. */
final class CellClasses implements LoaderDelegate {
  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
  private final Loader loader = new Loader();

  ClassLoader loader() {
    return loader;
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    for (var each : classes) {
      declared.put(each.name(), each.bytecodes());
    }
    var installed = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        loader.loadClass(classes[i].name());
        installed[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException("load: " + e, installed);
      }
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    for (var each : classes) {
      declared.put(each.name(), each.bytecodes());
    }
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    for (var entry : PathsHandler.split(path)) {
      try {
        loader.addURL(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new InternalException(entry + ": " + e.getMessage());
      }
      System.setProperty(
          "java.class.path",
          System.getProperty("java.class.path", "") + File.pathSeparator + entry);
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  private final class Loader extends URLClassLoader {

    Loader() {
      super(new URL[0], ClassLoader.getSystemClassLoader());
    }

    @Override
    protected void addURL(URL url) { // opened to this file
      super.addURL(url);
    }

    @Override
    protected Class<?> findClass(@Nullable String name) throws ClassNotFoundException {
      byte @Nullable [] bytes = name == null ? null : declared.get(name);
      if (bytes == null) {
        return super.findClass(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
