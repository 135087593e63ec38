package io.sluice.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of block characters, for terminals. */
final class Chart {
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final int PARTS = 8;

    private Chart() {}

    /**
     * Draws one.
     *
     * @param values at equal distances
     * @param ends what stands at the end of the axis
     */
    static List<String> of(String title, List<Double> values, String ends, int width, int height) {
        double[] columns = resampled(values, width);
        double most = 0;
        for (double column : columns) {
            most = Math.max(most, column);
        }
        List<String> lines = new ArrayList<>();
        lines.add(title);
        for (int row = height - 1; row >= 0; row--) {
            String label = row == height - 1 ? number(most) : row == 0 ? "0" : "";
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%9s ┤", label));
            for (double column : columns) {
                double filled = most == 0 ? 0 : column / most * height * PARTS - row * PARTS;
                // what is not nothing is seen
                long parts = row == 0 && column > 0 ? Math.max(1, Math.round(filled)) : Math.round(filled);
                line.append(BLOCKS.charAt((int) Math.max(0, Math.min(PARTS, parts))));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(" ".repeat(10) + "└0" + " ".repeat(Math.max(1, width - 1 - ends.length())) + ends);
        return lines;
    }

    /** As many values as there are columns; each the mean of those that it stands for. */
    private static double[] resampled(List<Double> values, int width) {
        double[] columns = new double[width];
        for (int i = 0; i < width; i++) {
            int from = i * values.size() / width;
            int to = Math.max(from + 1, (i + 1) * values.size() / width);
            double sum = 0;
            for (int j = from; j < to; j++) {
                sum += values.get(j);
            }
            columns[i] = sum / (to - from);
        }
        return columns;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%,.2f" : "%,.0f", value);
    }
}
