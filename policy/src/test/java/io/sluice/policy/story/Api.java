package io.sluice.policy.story;

import io.sluice.core.schedule.Call;

/** What the API does. */
interface Api {
    /** Answers a call that arrives so many ms after the start. */
    Reply answer(Call call, long at);

    /**
     * An answer in JSON.
     *
     * @param headers one on each line
     */
    record Reply(int status, String headers, String body) {
        static final Reply OK = new Reply(200, "", "{}");
    }
}
