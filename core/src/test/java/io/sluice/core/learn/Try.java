package io.sluice.core.learn;
import io.sluice.core.credential.*;
import io.sluice.core.provider.*;
import java.util.*;
final class Try {
    static Credential cred(String id, String account) { return new Credential("p", id, account, "app", "e1", Map.of(), false); }
    public static void main(String[] a) {
        Limiter.Kind kind = Limiter.Kind.valueOf(a[0]); long q = Long.parseLong(a[1]); long per = Long.parseLong(a[2]);
        Loop.Words words = Loop.Words.valueOf(a[3]); long ms = Long.parseLong(a[4]); int seeds = Integer.parseInt(a[5]);
        int creds = a.length > 6 ? Integer.parseInt(a[6]) : 1; String sc = a.length > 7 ? a[7] : "";
        List<Who> who = new ArrayList<>();
        for (int i = 0; i < creds; i++) who.add(new Who("other", cred("c" + i, "a" + i / 2)));
        List<Dimension> d = new ArrayList<>(); for (String s : sc.split(",")) if (!s.isEmpty()) d.add(Dimension.parse(s).get());
        List<double[]> out = new ArrayList<>();
        for (int seed = Math.max(0, -seeds); seed < (seeds < 0 ? 1 - seeds : seeds); seed++) {
            Loop l = new Loop(() -> kind.of(q, per), new Scope(d), words, who, seed, List.of()).saturate(ms);
            Window w = kind == Limiter.Kind.BUCKET ? new Window.Bucket(per) : kind == Limiter.Kind.CONCURRENT ? new Window.Concurrent() : kind == Limiter.Kind.SLIDING ? new Window.Sliding(per) : kind == Limiter.Kind.CALENDAR ? new Window.Calendar(new Window.Turns.Aligned(per)) : new Window.FirstCall(per);
            Loop o = new Loop(() -> kind.of(q, per), new Scope(d), words, who, seed, List.of(new Limit("d", new Scope(d), q, w))).saturate(ms);
            double abs = 1.0 * l.taken / (l.keys() * (1.0 * q * ms / per));
            if (seeds < 0 || seeds == 1) l.trace.forEach(System.out::println);
            out.add(new double[] {1.0 * l.taken / o.taken, abs, 1.0 * l.refusedLater / Math.max(1, l.calls - 100), l.calls, l.refused, o.refused, seed});
        }
        out.sort(Comparator.comparingDouble(x -> x[0]));
        double[] worst = out.get(0), med = out.get(out.size() / 2);
        double wr = out.stream().mapToDouble(x -> x[2]).max().getAsDouble();
        System.out.printf("%s %d/%d %s x%d[%s]: vs oracle worst %.3f med %.3f; abs worst %.3f; refused later worst %.4f; calls %d refused %d oracle refused %d; worst seed %d, most refused seed %d%n", kind, q, per, words, creds, sc, worst[0], med[0], worst[1], wr, (int) med[3], (int) med[4], (int) med[5], (int) worst[6], (int) out.stream().max(Comparator.comparingDouble(x -> x[2])).get()[6]);
    }
}
