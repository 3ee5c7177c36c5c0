package dev.sidestep.quickstart.run;
import dev.sidestep.quickstart.scenario.*;
import dev.sidestep.quickstart.traffic.*;
import dev.sidestep.quickstart.report.*;
import java.nio.file.*;
public class Try {
  public static void main(String[] a) throws Exception {
    long t0=System.nanoTime();
    Path dir=Files.createTempDirectory("try");
    try (SharedParts parts = SharedParts.start(dir, LineForecaster::new)) {
      System.out.println("parts "+(System.nanoTime()-t0)/1e9);
      for (int k=0;k<1;k++) for (String sc : a[0].split(",")) for (long seed=Long.parseLong(a[1]); seed<=Long.parseLong(a[2]);seed++) {
        long t1=System.nanoTime();
        WorldPlan plan = YamlScenarios.load(sc).resolve(seed);
        RunResult r = new HeadlessRun(parts, plan, "r"+sc+seed+"k"+k, a.length>3, Progress.SILENT, Recorder.NONE).run(s -> new SeededTraffic(plan, s));
        System.out.printf("%s %d %s %.2f s throttled %.0f at %s kills %s %s frames %d outcomes %s%n", sc, seed, plan.model().serving(), (System.nanoTime()-t1)/1e9, r.throttledSeconds(), r.throttledAt(), r.killedPods(), r.requests(), r.frames().size(), r.outcomes().size());
        for (var w : r.warnings()) System.out.println("  W "+w.first().kind()+" "+w.first().target().key()+" "+w.first().raisedAt()+" p "+w.first().probability()+" eta "+w.first().eta()+" verdict "+w.last().verdict());
        for (var o : r.outcomes()) System.out.println("  O "+o.status()+" "+o.at()+" "+o.plan().kind()+" "+o.plan().from()+"->"+o.plan().to()+" "+o.reason()+" | "+o.plan().reason()+" "+o.plan().rejected());
      }
    }
    System.out.println("all "+(System.nanoTime()-t0)/1e9);
    System.exit(0);
  }
}
