package io.sluice.cli.simulate;

import io.sluice.core.credential.Credential;
import io.sluice.core.forecast.Arrival;
import io.sluice.core.schedule.Request;
import io.sluice.policy.Policy;
import io.sluice.policy.file.RequestFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All requests of a file, which come in at once, as {@code run} sends them. */
public final class FileWorkload implements Workload {
    private final Matching matching;
    private final List<Request> requests = new ArrayList<>();
    private final long at;

    /** Reads a file that was checked; its requests come in at the given instant, in epoch ms. */
    public FileWorkload(RequestFile file, Collection<Policy> policies, Collection<Credential> credentials, long at) {
        this.at = at;
        this.matching = new Matching(policies, credentials);
        file.forEach(request -> {
            Request taken = matching.take(request, at);
            if (taken != null) {
                requests.add(taken);
            }
        });
    }

    @Override
    public Iterator<Arrival> arrivals(List<Credential> others) {
        return requests.stream().map(request -> new Arrival(at, request)).iterator();
    }

    @Override
    public Map<String, Long> rejected() {
        return matching.rejected();
    }

    @Override
    public boolean ends() {
        return true;
    }

    @Override
    public long ofOneAccount() {
        return matching.ofOneAccount();
    }

    @Override
    public String text() {
        long all = requests.size()
                + matching.rejected().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        return String.format(Locale.ROOT, "%,d requests at once", all);
    }
}
