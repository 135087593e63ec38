/**
 * The scheduler's topology: feeds records to the core's {@link io.sluice.core.schedule.Scheduler} and applies what it
 * decides to stores and topics, in one transaction. May depend on core, policy, schemas and Kafka Streams.
 *
 * <p>In the order in which to read it ({@code docs/topology.md} has the graph and the stores):
 *
 * <pre>
 * the graph        SchedulerTopology ► ScheduleSupplier ► ScheduleProcessor; Nodes, SchedulerConfig
 * order of inputs  InputOrder, RequestOrder, CancellationOrder; read once: HighestRead (TopicIds, LeaderEpochs), Faults
 * one task         ScheduleProcessor ► SchedulerTask (TaskMaker), with the core's Scheduler; CommitPace
 * a start          TakeOver (marks, barriers) ► Returning, Resumed ► Probes
 * comes in         Input ► Ownership ► Intake (Requests, Tickets, Unknown), Outcomes, Definitions, Cancellations
 * what is known    Directory; Desk ► WaitingRoom, Ledger (CallsInFlight, AnswerMemory), Kept; Batches, Recent
 * goes out         Applier ► Calls, Statuses, Endings (Responses, Shortened) ► Out ► Routed (Partitions)
 * shown            Showing ► Shows, Monitor (TaskMonitor); alerts: CallerClocks, OddAnswers
 * </pre>
 */
@NullMarked
package io.sluice.streams.scheduler;

import org.jspecify.annotations.NullMarked;
