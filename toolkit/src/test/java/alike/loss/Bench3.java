package alike.loss;
import ai.djl.ndarray.*; import ai.djl.ndarray.types.*; import alike.engine.*; import java.util.*; 
public class Bench3 {
  public static void main(String[] a){ int n=Integer.parseInt(a[1]), D=128; var b=Engines.backend(a[0]); var kernel=Simd.load(Pairwise.Kernel.class,"alike.loss.VectorPairwise").get();
    try(var m=b.open()){ var r=new Random(1); float[] x=new float[n*D]; for(int i=0;i<x.length;i++) x[i]=(float)r.nextGaussian(); NDArray views=m.create(x,new Shape(2,n/2,D)); views.setRequiresGradient(true);
      int K=12; double[] best=new double[K]; Arrays.fill(best,1e99); String[] names={"record","read","unit","picks","kernel","pull","raw","create","plant","backward","getFloat","close"};
      for(int rep=0;rep<3000;rep++){ long[] t=new long[K+1]; try(var sc=new NDScope()){ sc.suppressNotUsedWarning(); t[0]=System.nanoTime(); var tape=b.record(); t[1]=System.nanoTime(); float[] raw=b.read(views); t[2]=System.nanoTime(); var u=UnitRows.of(raw,0,n,D); t[3]=System.nanoTime(); double[] sh=new double[n]; Arrays.fill(sh,1.0/n); var picks=Picks.partners(n/2,sh); t[4]=System.nanoTime(); var p=Pairwise.within(u,10,sh,Pairwise.Wanted.BOTH); kernel.run(p); t[5]=System.nanoTime(); double v=p.total()-10*picks.groups().pull(u,sh,p.left.gradient()); t[6]=System.nanoTime(); float[] g=raw; u.raw(p.left.gradient(),10,g,0); t[7]=System.nanoTime(); NDArray ga=b.create(m,g,views.getShape()); t[8]=System.nanoTime(); NDArray l=Planted.in(views,ga).of(v); t[9]=System.nanoTime(); tape.backward(l); t[10]=System.nanoTime(); float f=l.getFloat(); t[11]=System.nanoTime(); tape.close(); b.clearGradients(List.of(views)); t[12]=System.nanoTime(); }
        for(int k=0;k<K;k++) best[k]=Math.min(best[k],(t[k+1]-t[k])/1e3); }
      double s=0; for(int k=0;k<K;k++){ System.out.printf("%s %.0f  ",names[k],best[k]); s+=best[k]; } System.out.printf(" = %.0f us%n",s); } }
}
