package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.ScopeKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes scope keys: {@code account=alice,param:chat_id=7}. */
final class Keys {
    private Keys() {}

    /** The key of a scope for a call of the given endpoint, credential and parameters. */
    static String of(Scope scope, String endpoint, @Nullable Credential credential, Map<String, String> params) {
        return scope.keys().stream()
                .map(key -> key.text() + '=' + value(key, endpoint, credential, params))
                .collect(Collectors.joining(","));
    }

    static String of(String key, String value) {
        return key + '=' + value;
    }

    /** The parameters that the given limits are counted by, with their values. */
    static String params(List<Limit> limits, Map<String, String> params) {
        TreeMap<String, String> used = new TreeMap<>();
        for (Limit limit : limits) {
            for (ScopeKey key : limit.scope().keys()) {
                if (key instanceof ScopeKey.Param param) {
                    used.put(param.name(), params.getOrDefault(param.name(), ""));
                }
            }
        }
        return used.isEmpty() ? "" : used.toString();
    }

    private static String value(
            ScopeKey key, String endpoint, @Nullable Credential credential, Map<String, String> params) {
        if (key instanceof ScopeKey.Param param) {
            return params.getOrDefault(param.name(), "");
        }
        if (credential == null) {
            return key == ScopeKey.Fixed.ENDPOINT ? endpoint : "";
        }
        if (key instanceof ScopeKey.Label label) {
            return credential.labels().getOrDefault(label.name(), "");
        }
        return switch ((ScopeKey.Fixed) key) {
            case PROVIDER -> credential.provider();
            case APP -> credential.app();
            case ACCOUNT -> credential.account();
            case CREDENTIAL -> credential.id();
            case EGRESS -> credential.egress();
            case ENDPOINT -> endpoint;
        };
    }
}
