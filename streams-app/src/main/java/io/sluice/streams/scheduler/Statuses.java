package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RequestStatus;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says of each request that waits longer than two seconds why it does, and until when; one record per wait. */
final class Statuses {
    /** Shorter waits are not worth a record, in ms. */
    private static final long WORTH_SAYING = 2_000;

    private final Out out;
    private final ArrayDeque<Due> due = new ArrayDeque<>();
    private final Map<String, RequestStatus> unsaid = new HashMap<>();

    private record Due(String requestId, long at) {}

    Statuses(Out out) {
        this.out = out;
    }

    /** A request begins to wait. */
    void waits(Wait wait, DelayedRequest delayed, long now) {
        RequestStatus status = RequestStatus.newBuilder()
                .setRequestId(wait.requestId())
                .setProvider(delayed.getRequest().getProvider())
                .setEndpoint(wait.endpoint())
                .setAccount(delayed.getRequest().getAccount())
                .setReason(wait.why().text())
                .setLimit(wait.limit())
                .setScopeKey(wait.scopeKey())
                .setUntil(wait.until() == Scheduler.NEVER ? null : Long.valueOf(wait.until()))
                .setLane(wait.lane())
                .setTicket(wait.ticket())
                .setSince(now)
                .build();
        boolean isLong = wait.until() != Scheduler.NEVER && wait.until() - now > WORTH_SAYING;
        if (isLong) {
            unsaid.remove(wait.requestId());
            out.requestStatus(wait.requestId(), status);
        } else {
            unsaid.put(wait.requestId(), status);
            due.add(new Due(wait.requestId(), now + WORTH_SAYING));
        }
    }

    /**
     * Says what has become worth saying, at most {@code limit} records.
     *
     * @param explain why a request stands in line by now; null where it does not
     */
    void advance(long now, int limit, Function<String, @Nullable Wait> explain) {
        for (int left = limit; left > 0; left--) {
            Due first = due.peek();
            if (first == null || first.at() > now) {
                return;
            }
            due.remove();
            RequestStatus status = unsaid.remove(first.requestId());
            if (status != null) {
                out.requestStatus(first.requestId(), as(status, explain.apply(first.requestId())));
            }
        }
    }

    private static RequestStatus as(RequestStatus status, @Nullable Wait now) {
        return now == null
                ? status
                : RequestStatus.newBuilder(status)
                        .setReason(now.why().text())
                        .setLimit(now.limit())
                        .setScopeKey(now.scopeKey())
                        .setUntil(now.until() == Scheduler.NEVER ? null : Long.valueOf(now.until()))
                        .build();
    }

    /** A request does not wait any more; if that was said, it is taken back. */
    void answered(String requestId, DelayedRequest delayed) {
        boolean neverSaid = unsaid.remove(requestId) != null;
        boolean everParked = !delayed.getReason().isEmpty();
        if (everParked && !neverSaid) {
            out.requestStatus(requestId, null);
        }
    }
}
