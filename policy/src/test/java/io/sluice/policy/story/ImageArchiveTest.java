package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An archive's pool of twelve accounts over two hours, the same fetches once with an account picked by hand, once with round
 * robin, once with Sluice.
 */
class ImageArchiveTest {
    private static final long HOURS = 2 * 3_600_000;
    /** Less than the live accounts allow, which is 1.7 fetches a second at first and 1.9 later. */
    private static final long EVERY = 700;

    /** More than they allow. */
    private static final long TOO_OFTEN = 300;

    /** A person looks after the archive this often, and then takes the next account. */
    private static final long PERSON_LOOKS = 600_000;

    private static final String FILE = """
            provider: archive
            baseUrl: https://archive.example
            limits:
              - { name: fetches, scope: [account], quota: 60, per: 5m, window: first-call }
            answers:
              - { when: { status: 403, json: { pointer: /error, in: [banned] } }, then: banned }
              - { when: { status: 429 }, then: throttled, limit: fetches }
            """;

    /**
     * What came of the fetches.
     *
     * @param limited how long no account could be used that was in use, in ms
     * @param refused calls that the API refused, whatever for
     */
    record Balance(int succeeded, long limited, int refused, int manualSteps) {
        double share(long every) {
            long asked = (HOURS + every - 1) / every;
            return succeeded / (double) asked;
        }
    }

    @Test
    void sluiceSpendsWhatTheLiveAccountsAllowWhereHandAndRoundRobinDoNot() {
        Balance byHand = byHand(EVERY);
        Balance roundRobin = roundRobin(EVERY);
        Balance sluice = bySluice(EVERY);
        System.out.printf("by hand     %s, %.1f %%%n", byHand, 100 * byHand.share(EVERY));
        System.out.printf("round robin %s, %.1f %%%n", roundRobin, 100 * roundRobin.share(EVERY));
        System.out.printf("sluice      %s, %.1f %%%n", sluice, 100 * sluice.share(EVERY));
        assertThat(byHand.share(EVERY)).isLessThan(0.25);
        assertThat(roundRobin.share(EVERY)).isBetween(0.5, 0.9);
        assertThat(sluice.share(EVERY)).isGreaterThanOrEqualTo(0.99);
        assertThat(sluice.refused()).isLessThan((int) (HOURS / EVERY / 100));
        assertThat(sluice.limited()).isLessThan(roundRobin.limited() / 10);
    }

    @Test
    void whereMoreIsAskedThanTheLiveAccountsAllowAllOfThatIsFetched() {
        int windows = (int) (HOURS / ArchiveApi.WINDOW);
        int throttled = (int) (ArchiveApi.THROTTLED_UNTIL / ArchiveApi.WINDOW);
        int allowed = 0;
        for (int account = 0; account < ArchiveApi.ACCOUNTS; account++) {
            int open = account == 0 ? windows - throttled : windows;
            allowed += ArchiveApi.isLive(account) ? open * ArchiveApi.quota(account) : 0;
        }
        Balance sluice = bySluice(TOO_OFTEN);
        System.out.printf("sluice      %s of %d that the live accounts allow%n", sluice, allowed);
        assertThat(sluice.succeeded()).isGreaterThanOrEqualTo(allowed * 99 / 100);
    }

    /** One account until a person sees that it fails; a failed fetch is lost. */
    private static Balance byHand(long every) {
        ArchiveApi api = new ArchiveApi();
        int account = 0;
        int succeeded = 0;
        int refused = 0;
        int steps = 0;
        long limited = 0;
        boolean failing = false;
        for (long at = 0; at < HOURS; at += every) {
            if (at / PERSON_LOOKS > (at - every) / PERSON_LOOKS && failing) {
                account = (account + 1) % ArchiveApi.ACCOUNTS;
                steps++;
            }
            boolean ok = api.fetch(account, at).ok();
            succeeded += ok ? 1 : 0;
            refused += ok ? 0 : 1;
            limited += ok ? 0 : every;
            failing = !ok;
        }
        return new Balance(succeeded, limited, refused, steps);
    }

    /** The next account for each fetch; a failed fetch is lost. */
    private static Balance roundRobin(long every) {
        ArchiveApi api = new ArchiveApi();
        int succeeded = 0;
        int refused = 0;
        int next = 0;
        for (long at = 0; at < HOURS; at += every) {
            boolean ok = api.fetch(next++ % ArchiveApi.ACCOUNTS, at).ok();
            succeeded += ok ? 1 : 0;
            refused += ok ? 0 : 1;
        }
        return new Balance(succeeded, refused * every, refused, 0);
    }

    private static Balance bySluice(long every) {
        ArchiveApi archive = new ArchiveApi();
        Story story = Story.of(FILE);
        for (int account = 0; account < ArchiveApi.ACCOUNTS; account++) {
            story.credential("a" + account);
        }
        int[] refused = new int[1];
        Api api = (call, at) -> {
            ArchiveApi.Reply reply =
                    archive.fetch(Integer.parseInt(call.credential().substring(1)), at);
            refused[0] += reply.ok() ? 0 : 1;
            String retry = reply.retryAfter() == 0 ? "" : "retry-after: " + reply.retryAfter();
            return new Api.Reply(reply.status(), retry, "{\"error\":\"banned\"}");
        };
        long limited = 0;
        for (long at = 0; at < HOURS; at += every) {
            story.run(at, api).request("r" + at, "GET /images/" + at);
            limited += story.waits.isEmpty() ? 0 : every;
        }
        story.run(HOURS, api);
        int succeeded = (int) story.endings.entrySet().stream()
                .map(Map.Entry::getValue)
                .filter(ending -> ending.result() == Result.OK)
                .count();
        return new Balance(succeeded, limited, refused[0], 0);
    }
}
