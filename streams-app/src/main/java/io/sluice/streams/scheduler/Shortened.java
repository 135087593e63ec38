package io.sluice.streams.scheduler;

import io.sluice.policy.RequestRules;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the answer to a request that is too large shows of it: no more than may be in one that is not. */
final class Shortened {
    /** Longest name of a provider, account or credential, in characters. */
    static final int LONGEST_NAME = 100;

    private Shortened() {}

    /** The request without all that no answer shows, words cut, and without a context of more than 4 KiB. */
    static ApiRequest of(ApiRequest request) {
        String context = request.getContext();
        boolean keepsContext = context != null && utf8(context) <= RequestRules.MAX_CONTEXT;
        return ApiRequest.newBuilder()
                .setId(cut(request.getId(), RequestRules.LONGEST_ID))
                .setProvider(Objects.requireNonNullElse(cut(request.getProvider(), LONGEST_NAME), ""))
                .setPath("/")
                .setAccount(cut(request.getAccount(), LONGEST_NAME))
                .setCredential(cut(request.getCredential(), LONGEST_NAME))
                .setBatch(cut(request.getBatch(), RequestRules.LONGEST_WORD))
                .setClient(Objects.requireNonNullElse(cut(request.getClient(), RequestRules.LONGEST_WORD), ""))
                .setContext(keepsContext ? context : null)
                .setContextIsJson(keepsContext && request.getContextIsJson())
                .build();
    }

    private static @Nullable String cut(@Nullable String text, int most) {
        return text == null || text.length() <= most ? text : Texts.shown(text, most);
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
