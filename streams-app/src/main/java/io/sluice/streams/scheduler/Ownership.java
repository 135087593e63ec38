package io.sluice.streams.scheduler;

/** Which providers a task owns. */
final class Ownership {
    private final SchedulerConfig config;
    private final Out out;

    Ownership(SchedulerConfig config, Out out) {
        this.config = config;
        this.out = out;
    }

    /** Whether this task owns a provider; if not, the record goes to the one that does. */
    boolean mine(Input input, String provider) {
        int owner = Partitions.of(provider, config.partitions());
        if (owner == out.partition()) {
            return true;
        }
        // One with a place in line was put back by this task itself, unread.
        if (input.forwarded() && input.ticket() == null) {
            out.deadLetter(input, "provider '" + provider + "' belongs to partition " + owner, !isSecret(input));
        } else {
            out.forward(input.withTicket(null), owner);
        }
        return false;
    }

    /** Whether a record may hold what must not be shown. */
    boolean isSecret(Input input) {
        return input.topic().equals(config.topics().credentials().name());
    }
}
