package alike.jupyter;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** What a notebook gets for a value, without a kernel: renderer in, MIME map out. */
record Shown(DisplayData data) {

  static Shown by(Object value) {
    var renderer = new Renderer();
    Views.register(renderer);
    return new Shown(renderer.render(value));
  }

  String text() {
    return of(MIMEType.TEXT_PLAIN);
  }

  String html() {
    return of(MIMEType.TEXT_HTML);
  }

  String svg() {
    return of(MIMEType.IMAGE_SVG);
  }

  String png() {
    return of(MIMEType.IMAGE_PNG);
  }

  private String of(MIMEType type) {
    return data.hasDataForType(type) ? String.valueOf(data.getData(type)) : "";
  }
}
