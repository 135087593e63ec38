package io.sluice.cli.talk;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells stand below each other. */
public final class Columns {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row. */
    public Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** A line for each row, without blanks at its end. */
    public List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(width, widths.get(i)));
                }
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
