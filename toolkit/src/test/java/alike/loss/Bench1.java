package alike.loss;

import alike.engine.Simd;
import java.util.*;

public class Bench1 {
  public static void main(String[] a) {
    int D = Integer.getInteger("d", 128);
    double tau = Double.parseDouble(System.getProperty("tau", "0.1"));
    var kernel = Simd.load(Pairwise.Kernel.class, "alike.loss.VectorPairwise").get();
    for (String s : a) {
      int n = Integer.parseInt(s);
      var r = new Random(1);
      float[] x = new float[n * D];
      for (int i = 0; i < x.length; i++) x[i] = (float) r.nextGaussian();
      double[] w = new double[n];
      Arrays.fill(w, 1.0 / n);
      int reps = (int) Math.max(5, Math.min(400, 4e9 / ((double) n * n * D * 2)));
      double first = 0, best = 1e99;
      double[] parts = new double[4];
      Arrays.fill(parts, 1e99);
      double v = 0, cpu = 1e99;
      var os =
          (com.sun.management.OperatingSystemMXBean)
              java.lang.management.ManagementFactory.getOperatingSystemMXBean();
      for (int k = 0; k < reps; k++) {
        long c0 = os.getProcessCpuTime();
        long t0 = System.nanoTime();
        var u = UnitRows.of(x, 0, n, D);
        var p = Pairwise.within(u, 1 / tau, w, Pairwise.Wanted.BOTH);
        long t1 = System.nanoTime();
        kernel.run(p);
        long t2 = System.nanoTime();
        float[] g = new float[n * D];
        u.raw(p.left.gradient(), 1, g, 0);
        long t3 = System.nanoTime();
        v = p.total();
        double ms = (t3 - t0) / 1e6;
        cpu = Math.min(cpu, (os.getProcessCpuTime() - c0) / 1e6);
        if (k == 0) first = ms;
        best = Math.min(best, ms);
        parts[0] = Math.min(parts[0], (t1 - t0) / 1e6);
        parts[1] = Math.min(parts[1], (t2 - t1) / 1e6);
        parts[2] = Math.min(parts[2], (t3 - t2) / 1e6);
      }
      System.out.printf(
          "n %d first %.2f best %.3f ms cpu %.3f (unit %.3f kernel %.3f raw %.3f) %.0f GF/s value %.6f%n",
          n,
          first,
          best,
          cpu,
          parts[0],
          parts[1],
          parts[2],
          4.0 * n * (double) n * D / best / 1e6,
          v);
    }
  }
}
