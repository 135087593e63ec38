package io.sluice.core.schedule;

import io.sluice.core.provider.Names;

/**
 * Something that a person should know.
 *
 * @param subject what it is about: provider, provider:credential or provider@egress
 * @param until epoch ms when it ends by itself; {@link Scheduler#NEVER} if not known
 */
public record Alert(String subject, Kind kind, String message, long until) {
    /** What has happened. */
    public enum Kind {
        PROVIDER_HELD,
        NO_CREDENTIAL,
        NEEDS_LOGIN,
        BANNED,
        CREDENTIAL_UNUSABLE,
        CALLER_LATE,
        CALLER_CLOCK,
        ODD_ANSWER;

        /** The kind as records and pages show it. */
        public String text() {
            return Names.word(this);
        }
    }
}
