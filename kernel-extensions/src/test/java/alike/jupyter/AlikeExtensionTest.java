package alike.jupyter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.train.Listener;
import java.util.List;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class AlikeExtensionTest {

  @Test
  void is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(Extension.class).stream().map(ServiceLoader.Provider::type))
        .contains(AlikeExtension.class);
    assertThat(ServiceLoader.load(Listener.class).stream().map(ServiceLoader.Provider::type))
        .contains(LivePanel.class);
  }

  @Test
  void is_installed_once_however_often_it_is_loaded() {
    var kernel = new FakeKernel();

    new AlikeExtension().install(kernel);
    new AlikeExtension().install(kernel);

    assertThat(kernel.evaluated).hasSize(1);
    assertThat(kernel.getMagicsRegistry().getLineMagicNames()).contains("engine");
    assertThat(kernel.getRenderer().render(new int[] {7}).getData(MIMEType.TEXT_PLAIN))
        .isEqualTo("int[1] {7}");
  }

  @Test
  void what_fails_in_it_does_not_stop_the_kernel() {
    var kernel = new FakeKernel();
    kernel.refuses = true;

    assertThatCode(() -> new AlikeExtension().install(kernel)).doesNotThrowAnyException();

    assertThat(kernel.getMagicsRegistry().getLineMagicNames()).contains("engine");
  }

  @Test
  void imports_only_packages_that_are_there() {
    assertThat(Imports.of(getClass().getClassLoader()))
        .contains("import alike.loss.*;", "import tech.tablesaw.api.*;", "java.nio.file.Path;");
    assertThat(Imports.of(ClassLoader.getPlatformClassLoader()).strip())
        .isEqualTo("import java.nio.file.Path;");
  }

  @Test
  void the_engine_magic_refuses_what_it_does_not_know() {
    var kernel = new FakeKernel();

    assertThatThrownBy(() -> new EngineMagic().eval(kernel, List.of("MXNet", "PyTorch")))
        .hasMessageContaining("%engine takes one of MXNet, PyTorch");
    assertThatThrownBy(() -> new EngineMagic().eval(kernel, List.of("Torch7")))
        .hasMessageContaining("Torch7");
  }
}
