package io.sluice.policy;

import io.sluice.core.schedule.Progress;

/**
 * When and as what a request came to the scheduler.
 *
 * @param ticket its place in line: unique in its task, in order of arrival
 * @param requestedAt epoch ms at which it was written
 */
public record Arrival(long ticket, String id, long requestedAt, Progress progress) {}
