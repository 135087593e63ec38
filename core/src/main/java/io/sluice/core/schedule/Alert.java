package io.sluice.core.schedule;

/**
 * Something that a person should know.
 *
 * @param subject what it is about: provider, provider:credential or provider@egress
 * @param until epoch ms when it ends by itself; {@link Scheduler#NEVER} if not known
 */
public record Alert(String subject, String kind, String message, long until) {}
