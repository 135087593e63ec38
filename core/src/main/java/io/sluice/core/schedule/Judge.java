package io.sluice.core.schedule;

import org.jspecify.annotations.Nullable;

/** What an outcome means for its budgets, its credential and its request. */
final class Judge {
    private final Effects effects;
    private final Discoveries discoveries;
    private final Refusals refusals;
    private final Suspicions suspicions;
    private final Lateness lateness;

    /** What a judgement leads to. */
    interface Effects {
        /** The request may go again at once. */
        void again(Flight flight);

        /** The request may go again after a backoff. */
        void backOff(Flight flight);

        void end(Flight flight, Result result, @Nullable String code, @Nullable String reason);
    }

    Judge(Effects effects, Discoveries discoveries, Refusals refusals, Suspicions suspicions, Lateness lateness) {
        this.discoveries = discoveries;
        this.effects = effects;
        this.refusals = refusals;
        this.suspicions = suspicions;
        this.lateness = lateness;
    }

    /** Settles the budgets of a call and decides what becomes of its request. */
    void judge(Flight flight, Outcome outcome, long now) {
        if (!outcome.late()) {
            lateness.inTime(flight);
        }
        if (!(outcome instanceof Outcome.NotStarted)) {
            refusals.ready(flight);
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

    private final class Sentence implements Outcome.Handler {
        private final Flight flight;
        private final Pending pending;
        private final long now;

        Sentence(Flight flight, long now) {
            this.flight = flight;
            this.pending = flight.pending;
            this.now = now;
        }

        @Override
        public void answered(Outcome.Answered answer) {
            decide(heard(answer, true), answer, true);
        }

        @Override
        public void tooLarge(Outcome.TooLarge outcome) {
            decide(heard(outcome.answer(), false), outcome.answer(), false);
        }

        /** Takes what the answer tells of budgets and of the credential; returns what it means for the request. */
        private Verdict heard(Outcome.Answered answer, boolean whole) {
            if (!(whole && Call.passesPlace(answer.status()))) {
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
            return verdict;
        }

        private void decide(Verdict verdict, Outcome.Answered answer, boolean whole) {
            switch (verdict) {
                case OK -> {
                    refusals.admitted(flight);
                    flight.passed(answer.sentAt());
                    serve(Result.OK, null, whole);
                }
                case FORBIDDEN -> {
                    if (!suspicions.isCurrent(flight) || !refusals.forbidden(flight, answer, now)) {
                        flight.passed(answer.sentAt());
                    }
                    serve(Result.HTTP_ERROR, "the provider answered " + answer.status(), whole);
                }
                case FAILED -> {
                    flight.passed(answer.sentAt());
                    serve(Result.HTTP_ERROR, "the provider answered " + answer.status(), whole);
                }
                case THROTTLED, EXHAUSTED -> {
                    refusals.refused(flight, answer, now);
                    repeatRefused(answer.refusal());
                }
                case NEEDS_LOGIN -> {
                    suspicions.unauthorised(flight, now);
                    repeatFailed("the credential was not accepted", true, this::again);
                }
                case BANNED -> {
                    suspicions.banned(flight, now);
                    again();
                }
                case OVERLOADED -> {
                    refusals.overloaded(flight, answer, now);
                    boolean harmless =
                            pending.terms.repeatable() || answer.refusal().undone();
                    repeatFailed("the provider answered " + answer.status(), harmless, this::backOff);
                }
                case TRANSIENT ->
                    repeatFailed("the provider answered " + answer.status(), pending.terms.repeatable(), this::backOff);
            }
        }

        @Override
        public void notStarted(Outcome.NotStarted outcome) {
            pending.progress = pending.progress.notStarted();
            flight.giveBack();
            discoveries.ended(flight);
            switch (outcome.cause()) {
                case LATE -> lateness.late(flight, now);
                case ENDING, PLACE_GONE -> {}
                case CREDENTIAL -> refusals.unready(flight, outcome.reason(), now);
                case REQUEST -> {
                    effects.end(flight, pending.progress.unserved(), "bad-request", outcome.reason());
                    return;
                }
            }
            again();
        }

        @Override
        public void notSent(Outcome.NotSent outcome) {
            flight.giveBack();
            discoveries.ended(flight);
            if (outcome.extent() == Outcome.NotSent.Extent.EGRESS) {
                refusals.unreachable(flight, outcome.reason(), now);
            }
            repeatFailed(outcome.reason(), true, this::backOff);
        }

        @Override
        public void lost(Outcome.Lost outcome) {
            flight.forsakePlaces();
            flight.lose(outcome.sentAt(), outcome.endedAt());
            discoveries.ended(flight);
            if (pending.terms.repeatable()) {
                repeatFailed(outcome.reason(), true, this::backOff);
            } else {
                end(Result.UNKNOWN_OUTCOME, outcome.reason() + "; it may have happened");
            }
        }

        private void serve(Result result, @Nullable String reason, boolean whole) {
            if (whole) {
                end(result, reason);
            } else {
                end(Result.BODY_TOO_LARGE, "the answer's body is larger than allowed");
            }
        }

        private void repeatRefused(Outcome.Refusal refusal) {
            pending.progress = pending.progress.refused();
            int most = pending.lane.pool.state.provider.maxRefusals();
            if (!refusal.undone() && !pending.terms.repeatable()) {
                end(Result.UNKNOWN_OUTCOME, "refused, which does not prove here that nothing happened");
            } else if (pending.progress.refusals() >= most) {
                end(Result.GAVE_UP, "refused " + most + " times in a row");
            } else {
                again();
            }
        }

        /** One attempt more, where that does no harm and there is one left. */
        private void repeatFailed(String reason, boolean harmless, Runnable repeat) {
            if (!harmless) {
                end(Result.HTTP_ERROR, reason + "; repeating it might do it twice");
                return;
            }
            pending.progress = pending.progress.failed();
            int most = pending.lane.pool.endpoint.maxAttempts();
            if (pending.progress.attempts() >= most) {
                end(Result.GAVE_UP, reason + ", at the last of " + most + " attempts");
            } else {
                repeat.run();
            }
        }

        private void again() {
            effects.again(flight);
        }

        private void backOff() {
            effects.backOff(flight);
        }

        private void end(Result result, @Nullable String reason) {
            effects.end(flight, result, null, reason);
        }
    }
}
