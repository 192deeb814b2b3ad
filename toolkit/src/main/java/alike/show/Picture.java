package alike.show;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/**
 * Something drawn, and the data that it shows: as SVG with text as text, as PDF, as pixels. The
 * same picture saved twice has the same bytes.
 */
public interface Picture {

  /** Dots an inch of a picture of pixels, unless set. */
  int DPI = 300;

  /** Returns what it shows. */
  String title();

  /** Returns the width in CSS pixels, 96 an inch. */
  int width();

  /** Returns the height in CSS pixels, 96 an inch. */
  int height();

  /** Draws it on no background, in inks that are read on white as well as on near black. */
  void paint(Graphics2D graphics);

  /** Returns the data that it shows as CSV, a heading first. */
  String csv();

  /** Returns it in words, for terminals and for readers who cannot see it. */
  String words();

  /** Returns where it comes from: what a saved file says beside its title. */
  default Provenance provenance() {
    return Provenance.none();
  }

  /** Returns it as SVG with text as text, on no background. */
  default String svg() {
    return ChartSvg.of(this);
  }

  /** Returns it on white, {@code scale} pixels for each CSS pixel, 0.1 to 30; 2 suits most uses. */
  default BufferedImage image(double scale) {
    return Raster.of(width(), height(), scale, this::paint);
  }

  /** Returns {@link #image} as the bytes of a PNG file. */
  default byte[] png(double scale) {
    return Raster.png(image(scale));
  }

  /**
   * Writes the picture, and its data as CSV beside it; a PNG with {@link #DPI} dots an inch. Title
   * and provenance stand inside the file.
   *
   * @param file ends in .svg, .png or .pdf; missing folders are made
   * @return the file written
   */
  default Path save(Path file) {
    return save(file, DPI);
  }

  /**
   * Writes the picture as {@link #save(Path)} does.
   *
   * @param dpi dots an inch of a PNG, 10 to 2400; SVG and PDF are sharp at any size
   */
  default Path save(Path file, int dpi) {
    return PictureFile.save(this, file, dpi);
  }

  /** Writes the picture as {@link #save(Path)} does. */
  default Path save(String file) {
    return save(Path.of(file));
  }
}
