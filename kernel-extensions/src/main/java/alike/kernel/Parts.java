package alike.kernel;

import java.util.List;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;

/** What the kernel is made of. */
record Parts(
    String version,
    LanguageInfo language,
    List<HelpLink> help,
    Console console,
    CommManager comms,
    MagicsResolver resolver,
    MagicsRegistry magics,
    boolean extensions,
    StringStyler styler,
    JShell shell,
    Evaluator evaluator) {

  /** Builds a kernel; JJava's builder, with its magics, and our own parts where it has gaps. */
  static final class Builder extends JavaKernelBuilder<Builder, AlikeKernel> {
    private final Settings settings;

    Builder(Settings settings) {
      this.settings = settings;
      compilerOpts(settings.compilerOptions());
      var maven = new MavenDependencyResolver();
      var time = new TimeMagic();
      lineMagic("clear_output", Help.clearOutput());
      lineMagic("load", new LoadMagic());
      lineMagic("classpath", new ClasspathMagic());
      lineMagic("time", time);
      cellMagic("time", time);
      lineMagic("maven", new MavenMagic(maven));
      lineMagic("mavenRepo", new MavenRepoMagic(maven));
      lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven));
      cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven));
    }

    /** In lower case, as kernelspecs and tools that look the language up write it. */
    @Override
    protected LanguageInfo buildLanguageInfo() {
      return new LanguageInfo.Builder("java")
          .version(Runtime.version().toString())
          .mimetype("text/x-java-source")
          .fileExtension(".jshell")
          .pygments("java")
          .codemirror("java")
          .build();
    }

    @Override
    public AlikeKernel build() {
      var evaluator =
          new Evaluator(settings.grace(), settings.limit().time(), settings.limit().unit());
      return new AlikeKernel(
          new Parts(
              "0.1.0 on JJava " + Pin.VERSION,
              buildLanguageInfo(),
              List.of(new HelpLink("Java tutorials", "https://dev.java/learn/")),
              new Console(),
              buildCommManager(),
              buildMagicsResolver(buildMagicTranspiler()),
              buildMagicsRegistry(),
              settings.extensions(),
              buildErrorStyler(),
              buildJShell(evaluator),
              evaluator));
    }
  }
}
