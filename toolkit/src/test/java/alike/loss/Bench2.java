package alike.loss;

import ai.djl.ndarray.*;
import ai.djl.ndarray.types.*;
import alike.engine.*;
import java.util.function.*;

public class Bench2 {
  static void time(String name, Backend b, Supplier<NDArray> f) {
    double best = 1e99;
    for (int i = 0; i < 12; i++) {
      try (var sc = new NDScope()) {
        sc.suppressNotUsedWarning();
        b.await();
        long t = System.nanoTime();
        var r = f.get();
        b.await();
        best = Math.min(best, (System.nanoTime() - t) / 1e6);
      }
    }
    System.out.printf("  %-28s %.2f ms%n", name, best);
  }

  public static void main(String[] a) {
    for (String e : new String[] {"MXNet", "PyTorch"}) {
      var b = Engines.backend(e);
      System.out.println(e);
      b.evaluating(
          () -> {
            try (var m = b.open()) {
              int T = 512, R = 8192, D = 128;
              var L = m.randomNormal(new Shape(T, R));
              var A = m.randomNormal(new Shape(T, D));
              var B = m.randomNormal(new Shape(R, D));
              var BT = B.transpose();
              var ones = m.ones(new Shape(R, 1));
              var w = m.ones(new Shape(T, 1));
              time("A BT", b, () -> A.matMul(BT));
              time("A B.transpose", b, () -> A.matMul(B.transpose()));
              time("L B", b, () -> L.matMul(B));
              time("L^T A", b, () -> L.transpose().matMul(A));
              time("softmax", b, () -> L.softmax(1));
              time("logSoftmax", b, () -> L.logSoftmax(1));
              time("exp", b, () -> L.exp());
              time("max", b, () -> L.max(new int[] {1}, true));
              time("sum", b, () -> L.sum(new int[] {1}, true));
              time("sum by ones", b, () -> L.matMul(ones));
              time("sub column", b, () -> L.sub(w));
              time("mul column", b, () -> L.mul(w));
              time("add same", b, () -> L.add(L));
              time("addi", b, () -> L.addi(L));
              time("zeros", b, () -> m.zeros(new Shape(T, R)));
              time(
                  "concat",
                  b,
                  () ->
                      NDArrays.concat(
                          new NDList(
                              m.zeros(new Shape(T, R / 2)),
                              m.eye(T),
                              m.zeros(new Shape(T, R / 2 - T))),
                          1));
              time("slice col", b, () -> L.get(":, 3"));
              time("slice rows", b, () -> B.get("512:1024"));
              time("eq", b, () -> w.eq(ones.reshape(1, R)).toType(DataType.FLOAT32, false));
              time("unit", b, () -> Rows.unit(B));
              var v = m.randomNormal(new Shape(2, 128, 128));
              var g = m.randomNormal(new Shape(2, 128, 128));
              time("plant 256 mul sum", b, () -> v.mul(g).sum());
              time("plant 256 matmul", b, () -> Planted.in(v, g).of(1));
              time(
                  "read 256",
                  b,
                  () -> {
                    float[] x = b.read(v);
                    return v;
                  });
              time(
                  "toFloatArray 256",
                  b,
                  () -> {
                    float[] x = v.toFloatArray();
                    return v;
                  });
              float[] f = new float[256 * 128];
              time("create 256", b, () -> b.create(m, f, new Shape(256, 128)));
              time("djl create 256", b, () -> m.create(f, new Shape(256, 128)));
              time("scalar add", b, () -> w.add(1f));
              time("reshape", b, () -> v.reshape(1, -1));
              time("stop", b, () -> v.stopGradient());
            }
            return null;
          });
    }
  }
}
