package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Scheduler;
import io.sluice.schemas.serde.Topics;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Puts a task together. */
final class TaskMaker {
    private TaskMaker() {}

    static SchedulerTask make(SchedulerConfig config, ProcessorContext<Routed, Object> context) {
        Topics topics = config.topics();
        Out out = new Out(context, topics.responses());
        String nonce = UUID.randomUUID().toString();
        WaitingRoom waitingRoom = new WaitingRoom(
                new WaitingRoom.Topic(
                        topics.retriesBudget(), Nodes.WRITE_BUDGET_WAITS, context.getStateStore(Nodes.BUDGET_WAITS)),
                new WaitingRoom.Topic(
                        topics.retriesBackoff(), Nodes.WRITE_BACKOFF_WAITS, context.getStateStore(Nodes.BACKOFF_WAITS)),
                out);
        Ledger ledger = new Ledger(
                new CallsInFlight(context.getStateStore(Nodes.CALLS_IN_FLIGHT)),
                new AnswerMemory(context.getStateStore(Nodes.ANSWERS), context.currentSystemTimeMs()));
        Desk desk = new Desk(ledger, waitingRoom);
        Kept kept = new Kept(context.getStateStore(Nodes.BUDGETS), context.getStateStore(Nodes.STANDINGS));
        Applier.Stores stores = new Applier.Stores(desk, ledger, waitingRoom, kept);
        Directory directory =
                new Directory(context.getStateStore(Nodes.POLICIES), context.getStateStore(Nodes.CREDENTIALS));
        Cancellations cancellations = new Cancellations(context.getStateStore(Nodes.CANCELLATIONS));
        Statuses statuses = new Statuses(out, System::nanoTime);
        Batches batches = new Batches();
        Endings endings = new Endings(out, stores, statuses, batches, context::currentSystemTimeMs);
        Applier applier = new Applier(
                out, stores, new Applier.Waits(statuses, batches), directory, endings, context::currentSystemTimeMs);
        Scheduler scheduler = new Scheduler(config.settings(), applier, nonce.hashCode());
        Requests requests = new Requests(directory);
        Unknown unknown = new Unknown(waitingRoom, endings, statuses);
        Unread unread = new Unread(topics.requests(), waitingRoom, out);
        Returning.Apart apart = new Returning.Apart(unknown, unread);
        Returning.Knowledge knowledge = new Returning.Knowledge(directory, requests, cancellations);
        Returning returning = new Returning(knowledge, stores, apart, new Applier.Waits(statuses, batches), endings);
        Intake intake = new Intake(topics.requests(), knowledge, stores, apart, returning, endings, out);
        TaskMonitor monitor = config.monitor().begin(out.partition());
        Outcomes outcomes = new Outcomes(directory, stores, applier, monitor);
        return new SchedulerTask(
                config,
                new SchedulerTask.Parts(
                        out,
                        new TakeOver(out, nonce, waitingRoom),
                        desk,
                        ledger,
                        waitingRoom,
                        kept,
                        knowledge,
                        apart,
                        statuses,
                        batches,
                        returning,
                        intake,
                        outcomes,
                        new Probes(directory, requests, kept, desk),
                        new CallerClocks(applier::alert),
                        new Showing(out, monitor, desk),
                        monitor),
                scheduler);
    }
}
