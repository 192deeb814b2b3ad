package alike.augment;

/** What {@link ColorJitter} does to an image: four operations, each clamped to [0, 1]. */
sealed interface ColorOp extends Op {

  /** {@code factor · x}. */
  record Brightness(double factor) implements ColorOp {
    @Override
    public void apply(Planes image) {
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = Planes.clamp((float) factor * values[i]);
      }
    }
  }

  /** {@code factor · x + (1 - factor) · m}, with m the mean of the grey image. */
  record Contrast(double factor) implements ColorOp {
    @Override
    public void apply(Planes image) {
      int area = image.height() * image.width();
      double sum = 0;
      for (int i = 0; i < area; i++) {
        sum += image.grey(i);
      }
      float rest = (float) ((1 - factor) * sum / area);
      var values = image.values();
      for (int i = 0; i < values.length; i++) {
        values[i] = Planes.clamp((float) factor * values[i] + rest);
      }
    }
  }

  /** {@code factor · x + (1 - factor) · grey(x)}; a grey image stays as it is. */
  record Saturation(double factor) implements ColorOp {
    @Override
    public void apply(Planes image) {
      int area = image.height() * image.width();
      var values = image.values();
      for (int i = 0; image.channels() == 3 && i < area; i++) {
        float rest = (float) (1 - factor) * image.grey(i);
        for (int at = i; at < values.length; at += area) {
          values[at] = Planes.clamp((float) factor * values[at] + rest);
        }
      }
    }
  }

  /** Turns the hue by {@code turns} of the circle; a grey image stays as it is. */
  record Hue(double turns) implements ColorOp {
    @Override
    public void apply(Planes image) {
      int area = image.height() * image.width();
      for (int i = 0; image.channels() == 3 && i < area; i++) {
        turn(image.values(), i, area);
      }
    }

    private void turn(float[] values, int i, int area) {
      float red = values[i];
      float green = values[i + area];
      float blue = values[i + 2 * area];
      float high = Math.max(red, Math.max(green, blue));
      float spread = high - Math.min(red, Math.min(green, blue));
      if (spread == 0) {
        return; // grey has no hue
      }
      float sixths =
          high == red
              ? (green - blue) / spread
              : high == green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
      sixths += (float) (6 * turns);
      values[i] = Planes.clamp(high - spread * lack(sixths + 5));
      values[i + area] = Planes.clamp(high - spread * lack(sixths + 3));
      values[i + 2 * area] = Planes.clamp(high - spread * lack(sixths + 1));
    }

    /** Returns how far a colour is missing, 0 to 1, at a place on the circle of 6. */
    private static float lack(float place) {
      float turned = place - 6 * (float) Math.floor(place / 6);
      return Planes.clamp(Math.min(turned, 4 - turned));
    }
  }

  /** Four operations, one after the other. */
  record Four(Op first, Op second, Op third, Op fourth) implements ColorOp {
    @Override
    public void apply(Planes image) {
      first.apply(image);
      second.apply(image);
      third.apply(image);
      fourth.apply(image);
    }
  }
}
