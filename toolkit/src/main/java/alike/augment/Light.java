package alike.augment;

import alike.data.SplitMix64;

/** Bad light: too much, too little difference, fog. */
sealed interface Light extends Op {

  /** {@code factor · (x - m) + m}, with m each channel's mean. */
  record Faded(double factor) implements Light {
    @Override
    public void apply(Planes image) {
      int area = image.height() * image.width();
      var values = image.values();
      for (int start = 0; start < values.length; start += area) {
        double sum = 0;
        for (int i = start; i < start + area; i++) {
          sum += values[i];
        }
        float mean = (float) (sum / area);
        for (int i = start; i < start + area; i++) {
          values[i] = Planes.clamp((float) factor * (values[i] - mean) + mean);
        }
      }
    }
  }

  /** Adds to the brightest channel (V of HSV); hue and saturation stay. */
  record Overexposed(double amount) implements Light {
    @Override
    public void apply(Planes image) {
      int area = image.height() * image.width();
      var values = image.values();
      for (int i = 0; i < area; i++) {
        float brightest = 0;
        for (int at = i; at < values.length; at += area) {
          brightest = Math.max(brightest, values[at]);
        }
        float target = Planes.clamp(brightest + (float) amount);
        for (int at = i; at < values.length; at += area) {
          values[at] = brightest == 0 ? target : values[at] * target / brightest;
        }
      }
    }
  }

  /**
   * Lays fog over the image, {@code (x + amount · f) · m / (m + amount)}, with m the brightest
   * value and f a field of clouds from 0 to 1.
   *
   * @param amount of fog
   * @param decay how much weaker finer clouds are, 1 or more: the larger, the smoother
   * @param seed of the clouds
   */
  record Fogged(double amount, double decay, long seed) implements Light {
    @Override
    public void apply(Planes image) {
      int longest = Math.max(image.height(), image.width());
      int edge = Math.max(2, Integer.highestOneBit(2 * longest - 1));
      var clouds = clouds(edge);
      int area = image.height() * image.width();
      var values = image.values();
      float most = 0;
      for (float value : values) {
        most = Math.max(most, value);
      }
      double scale = most / (most + amount);
      for (int i = 0; i < values.length; i++) {
        double fog = clouds[i % area / image.width() * edge + i % image.width()];
        values[i] = Planes.clamp((float) ((values[i] + amount * fog) * scale));
      }
    }

    /** Returns a square that joins at its edges, from 0 to 1, made by midpoint displacement. */
    private double[] clouds(int edge) {
      var random = SplitMix64.of(seed);
      var field = new double[edge * edge];
      double wobble = 1;
      for (int step = edge; step >= 2; step /= 2) {
        int half = step / 2;
        for (int y = 0; y < edge; y += step) {
          for (int x = 0; x < edge; x += step) {
            displace(field, edge, y + half, x + half, half, half, wobble, random);
          }
        }
        for (int y = 0; y < edge; y += half) {
          for (int x = (y / half + 1) % 2 * half; x < edge; x += step) {
            displace(field, edge, y, x, half, 0, wobble, random);
          }
        }
        wobble /= decay * decay;
      }
      return stretched(field);
    }

    /**
     * Sets a point to the mean of four around it, by (a, b) quarter turned, and something random.
     */
    private static void displace(
        double[] field, int edge, int y, int x, int a, int b, double wobble, SplitMix64 random) {
      double sum = 0;
      int down = a;
      int right = b;
      for (int turn = 0; turn < 4; turn++) {
        sum += field[Math.floorMod(y + down, edge) * edge + Math.floorMod(x + right, edge)];
        int next = -right;
        right = down;
        down = next;
      }
      field[y * edge + x] = sum / 4 + random.uniform(-wobble, wobble);
    }

    private static double[] stretched(double[] field) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double value : field) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      for (int i = 0; i < field.length; i++) {
        field[i] = (field[i] - low) / (high - low);
      }
      return field;
    }
  }
}
