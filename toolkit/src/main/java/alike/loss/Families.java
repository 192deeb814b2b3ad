package alike.loss;

import java.util.ArrayList;
import java.util.List;

/** Every family of losses, at its paper's settings. */
final class Families {

  private Families() {}

  static List<Loss> all() {
    var all = new ArrayList<>(contrastive());
    all.addAll(others());
    return List.copyOf(all);
  }

  /** Losses that pick positives out of negatives. */
  private static List<Loss> contrastive() {
    return List.of(
        NtXent.standard(),
        InfoNce.standard(),
        SupCon.standard(),
        Dcl.standard(),
        Debiased.standard(),
        HardNegatives.standard(),
        FocalInfoNce.standard(),
        Tcl.standard(),
        ScHaNe.standard(),
        SsCl.standard(),
        CoNe.standard(),
        UniCon.standard(),
        InfoNceQueue.standard(),
        InfoNceMomentum.standard(),
        Clip.standard(),
        SigLip.standard(),
        CrossEntropy.standard());
  }

  /** Losses without negatives, on prototypes, and of metric learning. */
  private static List<Loss> others() {
    return List.of(
        NegativeCosine.standard(),
        BarlowTwins.standard(),
        VicReg.standard(),
        WMse.standard(),
        Alignment.standard(),
        Uniformity.standard(),
        Hypersphere.standard(),
        Swav.standard(),
        Dino.standard(),
        ProtoNce.standard(),
        Triplet.standard(),
        ContrastiveMargin.standard(),
        MaxMargin.standard(),
        NPairs.standard(),
        MultiSimilarity.standard(),
        Circle.standard(),
        ProxyNca.standard(),
        ProxyAnchor.standard());
  }
}
