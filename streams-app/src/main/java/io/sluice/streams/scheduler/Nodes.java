package io.sluice.streams.scheduler;

/** Names of the topology's nodes and stores; a renamed store loses its changelog. */
final class Nodes {
    static final String READ_REQUESTS = "read-requests";
    static final String READ_FORWARDED = "read-forwarded";
    static final String READ_OUTCOMES = "read-outcomes";
    static final String READ_PROVIDERS = "read-providers";
    static final String READ_CREDENTIALS = "read-credentials";
    static final String READ_CANCELLATIONS = "read-cancellations";
    static final String READ_BUDGET_WAITS = "read-budget-waits";
    static final String READ_BACKOFF_WAITS = "read-backoff-waits";
    static final String KEEP_BUDGET_WAITS = "keep-budget-waits";
    static final String KEEP_BACKOFF_WAITS = "keep-backoff-waits";

    static final String SCHEDULE = "schedule-calls";

    static final String WRITE_CALLS = "write-calls";
    static final String WRITE_RESPONSES = "write-responses";
    static final String WRITE_BUDGET_WAITS = "write-budget-waits";
    static final String WRITE_BACKOFF_WAITS = "write-backoff-waits";
    static final String WRITE_MARKS = "write-marks";
    static final String WRITE_CREDENTIAL_STATE = "write-credential-state";
    static final String WRITE_REQUEST_STATUS = "write-request-status";
    static final String WRITE_QUEUES = "write-queues";
    static final String WRITE_ALERTS = "write-alerts";
    static final String WRITE_DEAD_LETTERS = "write-dead-letters";
    static final String WRITE_FORWARDED = "write-forwarded";

    static final String BUDGET_WAITS = "budget-waits";
    static final String BACKOFF_WAITS = "backoff-waits";
    static final String CALLS_IN_FLIGHT = "calls-in-flight";
    static final String ANSWERS = "answers";
    static final String BUDGETS = "budgets";
    static final String STANDINGS = "standings";
    static final String POLICIES = "policies";
    static final String CREDENTIALS = "credentials";
    static final String CANCELLATIONS = "cancellations";

    private Nodes() {}
}
