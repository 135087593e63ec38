package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.schemas.ApiCall;

/** Where the call maker tells what became of each call, once; does not block. */
interface Outcomes {
    /**
     * The call was never begun, and will not be.
     *
     * @param reason as outcomes have it, of {@link NotStartedReason}
     */
    void notStarted(ApiCall call, String reason);

    /**
     * The call was made, or tried.
     *
     * @param secret what it carried, to be taken out of the answer
     */
    void ended(ApiCall call, HttpResult result, OpenedSecret secret);
}
