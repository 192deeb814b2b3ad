package alike.jupyter;

import alike.report.Atlas;
import alike.show.Raster;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.IntStream;

/**
 * A map of embeddings: the still picture everywhere; where scripts run, the image under the pointer
 * appears beside it, with its class.
 */
final class AtlasView {

  private static final int MOST_IMAGES = 2000; // whose pixels go along
  private static final int MOST_PIXELS = 2_000_000; // of all of them
  private static final int ACROSS = 50;

  private static final String SCRIPT =
      """
      (()=>{const a=document.currentScript.parentElement,p=%s,n=%s,h=%d,w=%d,z=Math.max(1,Math.round(84/h)),\
      g=a.querySelector("img"),t=a.querySelector(".alike-tip"),i=t.firstChild,c=t.lastChild;\
      i.style.cssText+=`width:${w*z}px;height:${h*z}px;background-size:${w*z*%d}px auto`;\
      a.onmousemove=e=>{const r=g.getBoundingClientRect(),s=%d/r.width,x=(e.clientX-r.left)*s,\
      y=(e.clientY-r.top)*s;let b=-1,m=144;for(let k=0;k<p.length;k+=3){const d=(p[k]-x)**2+(p[k+1]-y)**2;\
      if(d<m){m=d;b=k}}t.hidden=b<0;if(b<0)return;const q=b/3;\
      i.style.backgroundPosition=`-${q%%%d*w*z}px -${Math.floor(q/%d)*h*z}px`;\
      c.textContent=n[p[b+2]]+" · "+q;t.style.left=p[b]/s+14+"px";t.style.top=p[b+1]/s+14+"px"};\
      a.onmouseleave=()=>{t.hidden=true}})()\
      """;

  private AtlasView() {}

  static Bundle of(Atlas atlas) {
    var still = ChartViews.of(atlas);
    var images = atlas.images();
    long pixels = (long) images.size() * images.height() * images.width();
    return images.size() > MOST_IMAGES || pixels > MOST_PIXELS ? still : still.html(html(atlas));
  }

  private static String html(Atlas atlas) {
    var svg = atlas.svg().getBytes(StandardCharsets.UTF_8);
    var images = atlas.images();
    var sprite = Raster.png(bare(atlas));
    var names = images.classNames().stream().map(AtlasView::quoted).toList().toString();
    return """
    <div style="position:relative;width:max-content;max-width:100%%">\
    <img alt="%s" src="data:image/svg+xml;base64,%s" style="max-width:100%%">\
    <div class="alike-tip" hidden style="position:absolute;pointer-events:none;padding:4px;\
    border-radius:4px;background:#222e;color:#fff;font-size:12px;z-index:2">\
    <div style="background-image:url(data:image/png;base64,%s);image-rendering:pixelated"></div>\
    <div></div></div><script>%s</script></div>\
    """
        .formatted(
            Html.escape(atlas.words()),
            Base64.getEncoder().encodeToString(svg),
            Base64.getEncoder().encodeToString(sprite),
            SCRIPT.formatted(
                points(atlas),
                names,
                images.height(),
                images.width(),
                Math.min(ACROSS, images.size()),
                atlas.width(),
                ACROSS,
                ACROSS));
  }

  /** Returns all images side by side without gaps. */
  private static BufferedImage bare(Atlas atlas) {
    var images = atlas.images();
    int across = Math.min(ACROSS, images.size());
    int down = (images.size() + ACROSS - 1) / ACROSS;
    var whole =
        new BufferedImage(
            across * images.width(),
            down * images.height(),
            images.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < images.size(); i++) {
      int left = i % ACROSS * images.width();
      int top = i / ACROSS * images.height();
      whole.getRaster().setRect(left, top, images.image(i).getRaster());
    }
    return whole;
  }

  private static String points(Atlas atlas) {
    double[][] pixels = atlas.pixels();
    return IntStream.range(0, pixels.length)
        .mapToObj(
            i ->
                "%d,%d,%d"
                    .formatted(
                        Math.round(pixels[i][0]),
                        Math.round(pixels[i][1]),
                        atlas.images().label(i)))
        .toList()
        .toString()
        .replace(" ", "");
  }

  /** Returns text as a string of JavaScript that cannot end a script. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean plain = letter >= ' ' && letter != '"' && letter != '\\' && letter != '<';
      quoted.append(plain ? String.valueOf(letter) : "\\u%04x".formatted((int) letter));
    }
    return quoted.append('"').toString();
  }
}
