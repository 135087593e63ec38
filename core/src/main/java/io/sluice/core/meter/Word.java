package io.sluice.core.meter;

import java.util.OptionalLong;

public record Word(OptionalLong quota, OptionalLong remaining, long resetFrom, long resetTo) {}
