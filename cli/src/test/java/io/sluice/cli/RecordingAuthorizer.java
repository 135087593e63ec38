package io.sluice.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which remembers what was asked of it and what it said. */
public final class RecordingAuthorizer extends StandardAuthorizer {
    private static final Set<Asked> ALLOWED = ConcurrentHashMap.newKeySet();
    private static final Set<Asked> DENIED = ConcurrentHashMap.newKeySet();

    private record Asked(String principal, String operation, ResourcePattern resource) {}

    static void forget() {
        ALLOWED.clear();
        DENIED.clear();
    }

    /** What a principal wanted and was refused. */
    static List<String> deniedTo(String principal) {
        return DENIED.stream()
                .filter(asked -> asked.principal().equals(principal))
                .map(Asked::toString)
                .toList();
    }

    /** Whether an ACL allowed anything. */
    static boolean wasUsed(AclBinding acl) {
        return ALLOWED.stream()
                .anyMatch(asked -> asked.principal().equals(acl.entry().principal())
                        && asked.operation().equals(acl.entry().operation().name())
                        && asked.resource().resourceType() == acl.pattern().resourceType()
                        && names(acl.pattern(), asked.resource().name()));
    }

    private static boolean names(ResourcePattern pattern, String name) {
        return pattern.patternType() == PatternType.PREFIXED
                ? name.startsWith(pattern.name())
                : name.equals(pattern.name());
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            Asked asked =
                    new Asked(context.principal().toString(), action.operation().name(), action.resourcePattern());
            if (results.get(i) == AuthorizationResult.ALLOWED) {
                ALLOWED.add(asked);
            } else if (action.logIfDenied()) { // others are asked to tell what one may do, or besides another
                DENIED.add(asked);
            }
        }
        return results;
    }
}
