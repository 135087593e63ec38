/**
 * The scheduler: which request goes next, with which credential, at which instant.
 *
 * <p>One thread, no clock, no I/O. Events come in through {@link io.sluice.core.schedule.Scheduler}, what is to be done
 * goes out through {@link io.sluice.core.schedule.Decisions}. May depend on the other core packages and java.* alone.
 *
 * <p>In the order in which to read it ({@code core/README.md} has the words):
 *
 * <pre>
 * comes in         Scheduler: Request (Eligible, Progress), Outcome (Verdict, Target), files, credentials
 * goes out         Decisions: Call (After), Wait, Ending (Result), Alert; shown by Views: CredentialView, QueueView
 * who waits        Waiting ► Pool ► Lane ► Pending (Terms); found by ById, Elders; told by Outlook, Explanation
 * who can serve    ProviderState ► Member ► Seat; Standings, Sharers; a new file: Replacement
 * what it takes    Budgets ► Budget: Limit-, Hold-, Pace-, Concurrency-, PlacesBudget; which: Needs, Buckets, Learning
 * matching         Dispatcher ► Blocking, Queue, Openings, Claims, Successors
 * a call's life    Launch (Departures) ► Flights ► Landings ► Judge ► Returns, Discoveries, Refusals, Suspicions, Lateness
 *                  what a 403 or a 503 means: Forbidden, Outage
 * </pre>
 */
@NullMarked
package io.sluice.core.schedule;

import org.jspecify.annotations.NullMarked;
