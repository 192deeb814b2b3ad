package alike.train;

import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.loss.NtXent;
import alike.method.SimClr;
import alike.model.ConvNet;
import alike.model.Projection;

/** A training that takes milliseconds a step. */
final class Small {

  static final ImageSet IMAGES = TinyImages.grey(64, 12, 1);

  private Small() {}

  /** Returns 2 epochs of 4 steps. */
  static Pretrain pretrain() {
    return Pretrain.with(SimClr.loss(NtXent.temperature(0.5)).withHead(Projection.plain(8)))
        .encoder(ConvNet.widths(4, 8))
        .epochs(2)
        .batch(16)
        .seed(3);
  }

  static double[] losses(Run run) {
    var series = run.series().series("loss");
    var losses = new double[series.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = series.value(i);
    }
    return losses;
  }
}
