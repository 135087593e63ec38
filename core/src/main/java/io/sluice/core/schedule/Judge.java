package io.sluice.core.schedule;

import org.jspecify.annotations.Nullable;

/** What an outcome means for its budgets, its credential and its request. */
final class Judge {
    private static final int ERROR = 400;
    private static final int NOT_FOUND = 404;

    private final Effects effects;
    private final Discoveries discoveries;
    private final Refusals refusals;
    private final Suspicions suspicions;

    /** What a judgement leads to. */
    interface Effects {
        /** The request may go again at once. */
        void again(Flight flight);

        /** The request may go again after a backoff. */
        void backOff(Flight flight);

        void end(Flight flight, Result result, @Nullable String code, @Nullable String reason);
    }

    Judge(Effects effects, Discoveries discoveries, Refusals refusals, Suspicions suspicions) {
        this.discoveries = discoveries;
        this.effects = effects;
        this.refusals = refusals;
        this.suspicions = suspicions;
    }

    /** Settles the budgets of a call and decides what becomes of its request. */
    void judge(Flight flight, Outcome outcome, long now) {
        if (!outcome.late()) {
            refusals.inTime(flight);
        }
        outcome.handle(new Sentence(flight, now));
        discoveries.serve(now);
    }

    /**
     * Takes from an outcome that came after its lease what it tells of holds and of the credential. No request changes, and
     * the call keeps counting as one that was answered at its lease's end: what it says of windows may be of a past one.
     */
    void hearLate(Flight flight, Outcome outcome, long now) {
        Outcome.Answered answer = outcome.answer();
        if (answer != null) {
            refusals.hear(flight, answer, now);
            suspicions.count(flight, answer);
            if (answer.verdict().isRefusal()) {
                refusals.refused(flight, answer, now);
            }
        }
    }

    /** Whether the caller makes the calls that come after one that was answered so. */
    private static boolean passesPlace(int status) {
        return status < ERROR || status == NOT_FOUND;
    }

    private final class Sentence implements Outcome.Handler<Boolean> {
        private final Flight flight;
        private final Pending pending;
        private final long now;

        Sentence(Flight flight, long now) {
            this.flight = flight;
            this.pending = flight.pending;
            this.now = now;
        }

        @Override
        public Boolean answered(Outcome.Answered answer) {
            return heard(answer, true);
        }

        @Override
        public Boolean tooLarge(Outcome.TooLarge outcome) {
            return heard(outcome.answer(), false);
        }

        private Boolean heard(Outcome.Answered answer, boolean whole) {
            if (!(whole && passesPlace(answer.status()))) {
                flight.forsakePlaces();
            }
            flight.settle(answer.spent(), answer.sentAt(), answer.answeredAt());
            flight.hear(answer);
            Verdict verdict = discoveries.hear(flight, answer);
            refusals.hear(flight, answer, now);
            suspicions.count(flight, answer);
            if (verdict != Verdict.NEEDS_LOGIN) {
                suspicions.proven(flight, now);
            }
            switch (verdict) {
                case OK -> {
                    refusals.admitted(flight);
                    flight.passed(answer.sentAt());
                    return served(Result.OK, null, whole);
                }
                case FORBIDDEN -> {
                    if (!refusals.forbidden(flight, answer, now)) {
                        flight.passed(answer.sentAt());
                    }
                    return served(Result.HTTP_ERROR, "the provider answered " + answer.status(), whole);
                }
                case FAILED -> {
                    flight.passed(answer.sentAt());
                    return served(Result.HTTP_ERROR, "the provider answered " + answer.status(), whole);
                }
                case THROTTLED, EXHAUSTED -> {
                    refusals.refused(flight, answer, now);
                    return refusedAgain(answer);
                }
                case NEEDS_LOGIN -> {
                    suspicions.unauthorised(flight, now);
                    return failed("the credential was not accepted", false, true);
                }
                case BANNED -> {
                    suspicions.banned(flight, now);
                    return again();
                }
                case OVERLOADED -> {
                    refusals.overloaded(flight, answer, now);
                    boolean repeatable =
                            pending.terms.repeatable() || answer.refusal().undone();
                    return failed("the provider answered " + answer.status(), true, repeatable);
                }
                case TRANSIENT -> {
                    return failed("the provider answered " + answer.status(), true, pending.terms.repeatable());
                }
            }
            throw new IllegalStateException("verdict " + verdict);
        }

        @Override
        public Boolean notStarted(Outcome.NotStarted outcome) {
            pending.progress = pending.progress.notStarted();
            flight.giveBack();
            discoveries.ended(flight);
            switch (outcome.cause()) {
                case LATE -> {
                    // one that came after another had little time to begin
                    if (flight.call.after().isEmpty()) {
                        refusals.late(flight, now);
                    }
                }
                case ENDING, PLACE_GONE -> {}
                case CREDENTIAL -> refusals.unready(flight, outcome.reason(), now);
                case REQUEST -> {
                    effects.end(flight, pending.progress.unserved(), "bad-request", outcome.reason());
                    return true;
                }
            }
            return again();
        }

        @Override
        public Boolean notSent(Outcome.NotSent outcome) {
            flight.giveBack();
            discoveries.ended(flight);
            if (outcome.extent() == Outcome.NotSent.Extent.EGRESS) {
                refusals.unreachable(flight, outcome.reason(), now);
            }
            return failed(outcome.reason(), true, true);
        }

        @Override
        public Boolean lost(Outcome.Lost outcome) {
            flight.forsakePlaces();
            flight.lose(outcome.sentAt(), outcome.endedAt());
            discoveries.ended(flight);
            return pending.terms.repeatable()
                    ? failed(outcome.reason(), true, true)
                    : end(Result.UNKNOWN_OUTCOME, outcome.reason() + "; it may have happened");
        }

        private Boolean served(Result result, @Nullable String reason, boolean whole) {
            return whole ? end(result, reason) : end(Result.BODY_TOO_LARGE, "the answer's body is larger than allowed");
        }

        private Boolean refusedAgain(Outcome.Answered answer) {
            pending.progress = pending.progress.refused();
            if (!answer.refusal().undone() && !pending.terms.repeatable()) {
                return end(Result.UNKNOWN_OUTCOME, "refused, which does not prove here that nothing happened");
            }
            int most = pending.lane.pool.state.provider.maxRefusals();
            return pending.progress.refusals() >= most
                    ? end(Result.GAVE_UP, "refused " + most + " times in a row")
                    : again();
        }

        private Boolean failed(String reason, boolean backOff, boolean repeatable) {
            if (!repeatable) {
                return end(Result.HTTP_ERROR, reason + "; repeating it might do it twice");
            }
            pending.progress = pending.progress.failed();
            int most = pending.lane.pool.endpoint.maxAttempts();
            if (pending.progress.attempts() >= most) {
                return end(Result.GAVE_UP, reason + ", at the last of " + most + " attempts");
            }
            if (backOff) {
                effects.backOff(flight);
                return true;
            }
            return again();
        }

        private Boolean again() {
            effects.again(flight);
            return true;
        }

        private Boolean end(Result result, @Nullable String reason) {
            effects.end(flight, result, null, reason);
            return true;
        }
    }
}
