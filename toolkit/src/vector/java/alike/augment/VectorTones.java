package alike.augment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Changes colours with the Vector API. Of numbers that are not negative the bits are ordered as the
 * numbers are, and comparing whole numbers takes one instruction where floats take five.
 */
final class VectorTones implements Tones {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());
  private static final int L = F.length();
  private static final int ONE = Float.floatToIntBits(1f);

  private final float[] high = new float[MOST];
  private final float[] spread = new float[MOST];
  private final float[] place = new float[MOST];

  @Override
  public void scale(
      float[] x, int from, int stride, int channels, int count, float factor, float rest) {
    for (int start = from; start < from + channels * stride; start += stride) {
      for (int i = start; i < start + count; i += L) {
        var values = FloatVector.fromArray(F, x, i).mul(factor).add(rest);
        var kept = ((IntVector) values.reinterpretShape(I, 0)).max(0).min(ONE);
        ((FloatVector) kept.reinterpretShape(F, 0)).intoArray(x, i);
      }
    }
  }

  @Override
  public void sum(float[] x, int from, int count, float[] sums, int at) {
    for (int j = 0; j < SUMS; j += 2 * L) {
      var a = FloatVector.fromArray(F, sums, at + j);
      var b = FloatVector.fromArray(F, sums, at + j + L);
      for (int i = from + j; i < from + count; i += SUMS) {
        a = a.add(FloatVector.fromArray(F, x, i));
        b = b.add(FloatVector.fromArray(F, x, i + L));
      }
      a.intoArray(sums, at + j);
      b.intoArray(sums, at + j + L);
    }
  }

  @Override
  public void saturate(float[] x, int from, int stride, int count, float factor) {
    float rest = 1 - factor;
    for (int i = from; i < from + count; i += L) {
      var r = FloatVector.fromArray(F, x, i);
      var g = FloatVector.fromArray(F, x, i + stride);
      var b = FloatVector.fromArray(F, x, i + 2 * stride);
      var grey = r.mul(RED).add(g.mul(GREEN)).add(b.mul(BLUE)).mul(rest);
      var red = (IntVector) r.mul(factor).add(grey).reinterpretShape(I, 0);
      ((FloatVector) red.max(0).min(ONE).reinterpretShape(F, 0)).intoArray(x, i);
      var green = (IntVector) g.mul(factor).add(grey).reinterpretShape(I, 0);
      ((FloatVector) green.max(0).min(ONE).reinterpretShape(F, 0)).intoArray(x, i + stride);
      var blue = (IntVector) b.mul(factor).add(grey).reinterpretShape(I, 0);
      ((FloatVector) blue.max(0).min(ONE).reinterpretShape(F, 0)).intoArray(x, i + 2 * stride);
    }
  }

  @Override
  public void turn(float[] x, int from, int stride, int count, double sixths) {
    measure(x, from, stride, count);
    place(x, from, stride, count);
    for (int channel = 0; channel < 3; channel++) {
      paint(x, from + channel * stride, count, Tones.place(sixths, channel));
    }
  }

  /** Finds each pixel's highest value, and how far the lowest one is from it. */
  private void measure(float[] x, int from, int stride, int count) {
    for (int i = 0; i < count; i += L) {
      var r = (IntVector) FloatVector.fromArray(F, x, from + i).reinterpretShape(I, 0);
      var g = (IntVector) FloatVector.fromArray(F, x, from + i + stride).reinterpretShape(I, 0);
      var b = (IntVector) FloatVector.fromArray(F, x, from + i + 2 * stride).reinterpretShape(I, 0);
      var most = (FloatVector) r.max(g).max(b).reinterpretShape(F, 0);
      most.intoArray(high, i);
      most.sub(r.min(g).min(b).reinterpretShape(F, 0)).intoArray(spread, i);
    }
  }

  /** Finds each pixel's place on the circle, times its spread. */
  private void place(float[] x, int from, int stride, int count) {
    for (int i = 0; i < count; i += L) {
      var r = FloatVector.fromArray(F, x, from + i);
      var g = FloatVector.fromArray(F, x, from + i + stride);
      var b = FloatVector.fromArray(F, x, from + i + 2 * stride);
      var most = FloatVector.fromArray(F, high, i);
      var wide = FloatVector.fromArray(F, spread, i);
      var twice = wide.add(wide);
      var ofBlue = r.sub(g).add(twice);
      var others = ofBlue.blend(b.sub(r), g.compare(VectorOperators.EQ, most));
      others.blend(g.sub(b).sub(twice), r.compare(VectorOperators.EQ, most)).intoArray(place, i);
    }
  }

  /** Sets a channel. Which of two negative numbers is taken makes no difference: 0 is more. */
  private void paint(float[] x, int from, int count, float turn) {
    for (int i = 0; i < count; i += L) {
      var wide = FloatVector.fromArray(F, spread, i);
      var twice = wide.add(wide);
      var away = FloatVector.fromArray(F, place, i).add(wide.mul(turn)).abs();
      var near = (IntVector) twice.sub(away).reinterpretShape(I, 0);
      var far = (IntVector) away.sub(twice).sub(twice).reinterpretShape(I, 0);
      var lack = near.max(far).max(0).min((IntVector) wide.reinterpretShape(I, 0));
      FloatVector.fromArray(F, high, i).sub(lack.reinterpretShape(F, 0)).intoArray(x, from + i);
    }
  }

  @Override
  public void grey(float[] x, int from, int stride, int channels, int count) {
    for (int i = from; i < from + count; i += L) {
      var r = FloatVector.fromArray(F, x, i);
      var g = FloatVector.fromArray(F, x, i + stride);
      var b = FloatVector.fromArray(F, x, i + 2 * stride);
      var grey = r.mul(RED).add(g.mul(GREEN)).add(b.mul(BLUE));
      grey.intoArray(x, i);
      if (channels == 3) {
        grey.intoArray(x, i + stride);
        grey.intoArray(x, i + 2 * stride);
      }
    }
  }

  @Override
  public void solarize(float[] x, int from, int stride, int channels, int count, float threshold) {
    for (int start = from; start < from + channels * stride; start += stride) {
      for (int i = start; i < start + count; i += L) {
        var values = FloatVector.fromArray(F, x, i);
        var inverted = FloatVector.broadcast(F, 1).sub(values);
        var bright = values.compare(VectorOperators.GE, threshold);
        values.blend(inverted, bright).intoArray(x, i);
      }
    }
  }

  @Override
  public void normalize(float[] x, int from, int count, float mean, float scale, float[] target) {
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(F, x, from + i).sub(mean).mul(scale).intoArray(target, i);
    }
  }
}
