package io.sluice.core.learn;

/**
 * nginx limit_req with nodelay, in its own arithmetic: thousandths of a request, whole ms. What it refuses does not count.
 * Source: {@code ngx_http_limit_req_lookup} in ngx_http_limit_req_module.c.
 */
final class LimitReq extends Limiter {
    private final long rate;
    private final long burst;
    private boolean isUsed;
    private long excess;
    private long last;

    LimitReq(long perSecond, long burst) {
        super(burst + 1, 1_000 * (burst + 1) / perSecond);
        this.rate = 1_000 * perSecond;
        this.burst = 1_000 * burst;
    }

    @Override
    boolean takes(long at) {
        long now = isUsed ? Math.max(0, excess - rate * (at - last) / 1_000 + 1_000) : 0;
        if (now > burst) {
            return false;
        }
        isUsed = true;
        excess = now;
        last = at;
        return true;
    }
}
