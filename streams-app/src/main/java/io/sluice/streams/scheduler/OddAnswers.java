package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.Oddity;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Scheduler;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Raises an alert when a provider's answers tell what cannot be meant: one of each kind, however many answers do. */
final class OddAnswers {
    private final Consumer<Alert> alerts;
    private final Map<String, Set<Oddity.Kind>> heard = new HashMap<>();

    OddAnswers(Consumer<Alert> alerts) {
        this.alerts = alerts;
    }

    void hear(String provider, Outcome outcome) {
        Outcome.Answered answer = outcome.answer();
        if (answer == null || answer.oddities().isEmpty()) {
            return;
        }
        Set<Oddity.Kind> before = heard.computeIfAbsent(provider, first -> EnumSet.noneOf(Oddity.Kind.class));
        for (Oddity oddity : answer.oddities()) {
            if (before.add(oddity.kind())) {
                String kind = oddity.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                alerts.accept(new Alert(
                        provider,
                        Alert.Kind.ODD_ANSWER,
                        "its answers tell what cannot be meant and is not obeyed, " + kind + ": " + oddity.what(),
                        Scheduler.NEVER));
            }
        }
    }
}
