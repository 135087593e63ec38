package io.sluice.core.schedule;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.HoldRule;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What became of a call. */
public sealed interface Outcome {
    /**
     * An answer came.
     *
     * @param sentAt epoch ms before which the call did not leave
     * @param answeredAt epoch ms by which the provider had it
     * @param refusal what the answer tells about a refusal; read only where the verdict is one
     * @param words what the answer tells about limits
     * @param spent units that the call took by the name of a limit, where that is told; 0: the limit does not count it
     * @param serverDate epoch ms of its Date header, to whole seconds; empty without one
     * @param oddities what it tells that cannot be meant
     */
    record Answered(
            Verdict verdict,
            int status,
            long sentAt,
            long answeredAt,
            Refusal refusal,
            List<Said> words,
            Map<String, Long> spent,
            OptionalLong serverDate,
            List<Oddity> oddities)
            implements Outcome {
        public Answered {
            words = List.copyOf(words);
            spent = Map.copyOf(spent);
            oddities = List.copyOf(oddities);
        }

        /** An answer without anything odd. */
        public Answered(
                Verdict verdict,
                int status,
                long sentAt,
                long answeredAt,
                Refusal refusal,
                List<Said> words,
                Map<String, Long> spent,
                OptionalLong serverDate) {
            this(verdict, status, sentAt, answeredAt, refusal, words, spent, serverDate, List.of());
        }

        @Override
        public Answered answer() {
            return this;
        }

        @Override
        public void handle(Handler handler) {
            handler.answered(this);
        }
    }

    /**
     * An answer came that is final, and its body is larger than allowed.
     *
     * @param answer what its head tells
     */
    record TooLarge(Answered answer) implements Outcome {
        @Override
        public void handle(Handler handler) {
            handler.tooLarge(this);
        }
    }

    /** The caller never started the call. */
    record NotStarted(String reason, Cause cause) implements Outcome {
        /** What kept it from starting. */
        public enum Cause {
            /** It was only too late, so that it can go again at once. */
            LATE,
            /** The caller ends, and had not begun it: another one can. */
            ENDING,
            /** A call whose place it was to have was not answered well. */
            PLACE_GONE,
            /** One caller cannot use the credential now. */
            CREDENTIAL,
            /** What was ordered cannot go on the wire as it is, whoever tries. */
            REQUEST
        }

        @Override
        public boolean late() {
            return cause == Cause.LATE;
        }

        @Override
        public void handle(Handler handler) {
            handler.notStarted(this);
        }
    }

    /** The call provably never reached the provider, or the provider says that it did nothing. */
    record NotSent(String reason, Extent extent) implements Outcome {
        /** What it tells something about. */
        public enum Extent {
            /** No connection came about: from this egress the provider is out of reach. */
            EGRESS,
            /** This call alone: REFUSED_STREAM, or its own time-out was too short for a connection. */
            CALL
        }

        @Override
        public void handle(Handler handler) {
            handler.notSent(this);
        }
    }

    /** Nobody knows whether the call happened: time-out, connection lost. */
    record Lost(String reason, long sentAt, long endedAt) implements Outcome {
        @Override
        public void handle(Handler handler) {
            handler.lost(this);
        }
    }

    /**
     * What a refusing answer tells.
     *
     * @param limit the limit that refused, where the provider's file names it
     * @param until epoch ms until which to stay away, as told; 0 if not told
     * @param ownForm whether the answer has the API's own form, not that of an edge in front of it
     * @param undone whether a refusal, or being overloaded, proves that nothing happened
     * @param hold which door it closes where no limit did it, and for how long
     */
    record Refusal(@Nullable String limit, long until, boolean ownForm, boolean undone, HoldRule hold) {
        public static final Refusal NONE = new Refusal(null, 0, true, true, HoldRule.DEFAULT);

        /** Whether the provider's file says what it closes. */
        public boolean isNamed() {
            return limit != null || hold.scope().isPresent();
        }
    }

    /**
     * A word about a limit.
     *
     * @param perMillis length of its window in ms, where that is told
     */
    record Said(Target target, Word word, OptionalLong perMillis) {}

    /** One case for each kind of outcome. */
    interface Handler {
        void answered(Answered outcome);

        void tooLarge(TooLarge outcome);

        void notStarted(NotStarted outcome);

        void notSent(NotSent outcome);

        void lost(Lost outcome);
    }

    /** The answer that came, be it too large; null where none did. */
    default @Nullable Answered answer() {
        return null;
    }

    /** Whether the caller did not start the call only because it was too late. */
    default boolean late() {
        return false;
    }

    void handle(Handler handler);
}
