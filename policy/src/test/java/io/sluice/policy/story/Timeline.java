package io.sluice.policy.story;

import io.sluice.core.schedule.Call;
import io.sluice.policy.value.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws when calls go under the limits of a provider's file: a line for each credential, a column for each span of time.
 *
 * <p>A drawing is asked for as {@code alice bob: 12 GET /items, 3 POST /items; 8s}: these credentials, these requests at
 * once, so long. Answers take 5 ms.
 */
final class Timeline {
    private static final int COLUMNS = 64;
    private static final int MARKS = 4;
    private static final Pattern ASKED = Pattern.compile("([a-z -]+): (.+); (\\S+)");
    private static final Pattern MANY = Pattern.compile("(\\d+) ([A-Z]+ \\S+)");

    private final Story story;
    private final long until;
    private final TreeMap<String, int[]> made = new TreeMap<>();
    private final int[] waiting = new int[COLUMNS];

    private Timeline(Story story, long until) {
        this.story = story;
        this.until = until;
    }

    static String draw(String limits, String asked) {
        Matcher parts = ASKED.matcher(asked);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + asked + "' asks for no drawing");
        }
        String head =
                limits.contains("provider:") ? "" : "provider: api\nbaseUrl: https://api.example\naccounts: any\n";
        Story story = Story.of(head + limits);
        List<String> credentials = List.of(parts.group(1).trim().split(" "));
        credentials.forEach(story::credential);
        Timeline timeline = new Timeline(story, Durations.millis(parts.group(3)));
        credentials.forEach(id -> timeline.made.put(id, new int[COLUMNS]));
        List<String> requests = new ArrayList<>();
        Matcher many = MANY.matcher(parts.group(2));
        while (many.find()) {
            for (int i = 0; i < Integer.parseInt(many.group(1)); i++) {
                requests.add(many.group(2));
            }
        }
        for (int i = 0; i < requests.size(); i++) {
            story.request("r" + i, requests.get(i));
        }
        timeline.run(requests.size());
        return timeline.text();
    }

    private void run(int requests) {
        for (long now = 0; now < until; now += 10) {
            story.run(now, (call, at) -> Api.Reply.OK);
            waiting[column(now)] = requests - story.leftBy(now);
        }
        for (Call call : story.departed()) {
            long at = story.leaves(call) - story.start;
            if (at < until) {
                made.getOrDefault(call.credential(), new int[COLUMNS])[column(at)]++;
            }
        }
    }

    private int column(long at) {
        return (int) (at * COLUMNS / until);
    }

    private String text() {
        StringBuilder text = new StringBuilder(" ".repeat(9));
        for (int mark = 0; mark < MARKS; mark++) {
            String label = label(until * mark / MARKS);
            text.append(label).append(" ".repeat(COLUMNS / MARKS - label.length()));
        }
        trim(text).append('\n');
        made.forEach((credential, counts) -> row(text, credential, counts));
        row(text, "waiting", waiting);
        return text.toString();
    }

    private static void row(StringBuilder text, String name, int[] counts) {
        text.append(String.format("%-9s", name));
        for (int count : counts) {
            text.append(count == 0 ? "·" : count < 10 ? Integer.toString(count) : "#");
        }
        text.append('\n');
    }

    private static StringBuilder trim(StringBuilder text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        return text;
    }

    private static String label(long millis) {
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
