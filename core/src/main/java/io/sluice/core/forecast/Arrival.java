package io.sluice.core.forecast;

import io.sluice.core.schedule.Request;

/** A request that comes in at an instant, in epoch ms; its ticket counts up. */
public record Arrival(long at, Request request) {}
