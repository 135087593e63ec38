package io.sluice.cli.talk;

import io.sluice.schemas.CredentialState;
import io.sluice.schemas.HoldState;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Credentials as they are by now, though nothing is written when a hold ends. */
final class AsOf {
    private static final String ACTIVE = "active";
    private static final String THROTTLED = "throttled";
    /** A dimension of a scope key that tells credentials apart. */
    private static final Pattern BELONGS = Pattern.compile("(^|,)(app|account|credential|label:[^=]*)=");

    private AsOf() {}

    /**
     * The credentials without the holds that were over at {@code now} (epoch ms), and without what these alone caused.
     */
    static List<CredentialState> now(List<CredentialState> credentials, long now) {
        return credentials.stream().map(credential -> now(credential, now)).toList();
    }

    private static CredentialState now(CredentialState told, long now) {
        List<HoldState> holds =
                told.getHolds().stream().filter(hold -> hold.getUntil() > now).toList();
        if (holds.size() == told.getHolds().size()) {
            return told;
        }
        Long until = told.getUntil();
        boolean byHolds = told.getStatus().equals(THROTTLED) || told.getStatus().equals(ACTIVE);
        return CredentialState.newBuilder(told)
                .setHolds(holds)
                .setUntil(until != null && until <= now ? null : until)
                .setStatus(byHolds ? status(holds) : told.getStatus())
                .setReason(byHolds ? reason(holds) : told.getReason())
                .build();
    }

    /** Holds of the way that calls take, such as an egress, are no matter of the credential. */
    private static String status(List<HoldState> holds) {
        return holds.stream().anyMatch(hold -> BELONGS.matcher(hold.getScope()).find()) ? THROTTLED : ACTIVE;
    }

    private static @Nullable String reason(List<HoldState> holds) {
        return holds.isEmpty() ? null : holds.get(0).getReason();
    }
}
