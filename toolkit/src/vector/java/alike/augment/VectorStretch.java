package alike.augment;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Resizes with the Vector API. */
final class VectorStretch implements Stretch {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());
  private static final VectorSpecies<Byte> B = VectorSpecies.of(byte.class, F.vectorShape());
  private static final int L = F.length();

  // A pixel's byte stands in one of the words that were loaded: which, and how far up in it.
  private static final VectorShuffle<Integer> GREY_WORD = word(1, 0);
  private static final VectorShuffle<Integer> RED_WORD = word(3, 0);
  private static final VectorShuffle<Integer> GREEN_WORD = word(3, 1);
  private static final VectorShuffle<Integer> BLUE_WORD = word(3, 2);
  private static final IntVector GREY_SHIFT = shift(1, 0);
  private static final IntVector RED_SHIFT = shift(3, 0);
  private static final IntVector GREEN_SHIFT = shift(3, 1);
  private static final IntVector BLUE_SHIFT = shift(3, 2);

  private static VectorShuffle<Integer> word(int channels, int channel) {
    return VectorShuffle.fromOp(I, lane -> (lane * channels + channel) / 4);
  }

  private static IntVector shift(int channels, int channel) {
    var shifts = new int[L];
    for (int lane = 0; lane < L; lane++) {
      shifts[lane] = (lane * channels + channel) % 4 * 8;
    }
    return IntVector.fromArray(I, shifts, 0);
  }

  @Override
  public void split(
      byte[] pixels, int from, int count, int channels, float[] rows, int at, int stride) {
    if (channels == 1) {
      for (int i = 0; i < count; i += L) {
        var words = (IntVector) ByteVector.fromArray(B, pixels, from + i).reinterpretShape(I, 0);
        var grey = words.rearrange(GREY_WORD).lanewise(VectorOperators.LSHR, GREY_SHIFT).and(0xff);
        ((FloatVector) grey.convertShape(VectorOperators.I2F, F, 0)).intoArray(rows, at + i);
      }
      return;
    }
    for (int i = 0; i < count; i += L) {
      var words = (IntVector) ByteVector.fromArray(B, pixels, from + 3 * i).reinterpretShape(I, 0);
      var red = words.rearrange(RED_WORD).lanewise(VectorOperators.LSHR, RED_SHIFT).and(0xff);
      ((FloatVector) red.convertShape(VectorOperators.I2F, F, 0)).intoArray(rows, at + i);
      var green = words.rearrange(GREEN_WORD).lanewise(VectorOperators.LSHR, GREEN_SHIFT).and(0xff);
      ((FloatVector) green.convertShape(VectorOperators.I2F, F, 0))
          .intoArray(rows, at + stride + i);
      var blue = words.rearrange(BLUE_WORD).lanewise(VectorOperators.LSHR, BLUE_SHIFT).and(0xff);
      ((FloatVector) blue.convertShape(VectorOperators.I2F, F, 0))
          .intoArray(rows, at + 2 * stride + i);
    }
  }

  @Override
  public void across(
      float[] rows,
      int from,
      int stride,
      int count,
      Reach reach,
      float[] target,
      int to,
      int targetStride) {
    if (reach.count() != 2) {
      for (int row = 0; row < count; row++) {
        PlainStretch.many(rows, from + row * stride, reach, target, to + row * targetStride);
      }
      return;
    }
    int[] first = reach.firsts();
    float[] weights = reach.weights();
    int padded = reach.padded();
    int outputs = reach.outputs();
    for (int i = 0; i < outputs; i += L) {
      int base = Math.min(first[i], first[i + L - 1]);
      // stretching, L outputs come from L inputs or fewer: one vector holds them
      var inputs = IntVector.fromArray(I, first, i).sub(base).toShuffle();
      var weightA = FloatVector.fromArray(F, weights, i);
      var weightB = FloatVector.fromArray(F, weights, padded + i);
      for (int row = 0; row < count; row++) {
        int at = from + row * stride + base;
        var a = (IntVector) FloatVector.fromArray(F, rows, at).reinterpretShape(I, 0);
        var b = (IntVector) FloatVector.fromArray(F, rows, at + 1).reinterpretShape(I, 0);
        var one = (FloatVector) a.rearrange(inputs).reinterpretShape(F, 0);
        var other = (FloatVector) b.rearrange(inputs).reinterpretShape(F, 0);
        one.mul(weightA).add(other.mul(weightB)).intoArray(target, to + row * targetStride + i);
      }
    }
  }

  @Override
  public void mix(
      float[] rows,
      int a,
      float weightA,
      int b,
      float weightB,
      int stride,
      int channels,
      float[] target,
      int to,
      int targetStride,
      int count) {
    for (int channel = 0; channel < channels; channel++) {
      int one = a + channel * stride;
      int other = b + channel * stride;
      int out = to + channel * targetStride;
      for (int i = 0; i < count; i += 2 * L) {
        var above = FloatVector.fromArray(F, rows, one + i).mul(weightA);
        var below = FloatVector.fromArray(F, rows, other + i).mul(weightB);
        var aboveRight = FloatVector.fromArray(F, rows, one + i + L).mul(weightA);
        var belowRight = FloatVector.fromArray(F, rows, other + i + L).mul(weightB);
        above.add(below).intoArray(target, out + i);
        aboveRight.add(belowRight).intoArray(target, out + i + L);
      }
    }
  }

  @Override
  public void add(float[] rows, int row, float weight, float[] target, int to, int count) {
    for (int i = 0; i < count; i += L) {
      FloatVector.fromArray(F, target, to + i)
          .add(FloatVector.fromArray(F, rows, row + i).mul(weight))
          .intoArray(target, to + i);
    }
  }
}
