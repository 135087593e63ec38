package io.sluice.cli.run;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/** A few lines at the end of a terminal that are drawn again and again, cut to its size, and gone at the end. */
public final class LiveBlock implements AutoCloseable {
    private final Terminal terminal;

    private LiveBlock(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A block on stderr; null where that is no terminal, or one that cannot move its cursor. */
    public static @Nullable LiveBlock onStderr() {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .name("sluice")
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.ForcedSysErr)
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
            return new LiveBlock(terminal);
        } catch (IOException | IllegalStateException noTerminal) {
            return null;
        }
    }

    /** Lines that fit, one below the block left free. */
    int height() {
        return Math.max(1, terminal.getHeight() - 2);
    }

    int width() {
        return Math.max(1, terminal.getWidth() - 1);
    }

    /** The cursor is left at the block's beginning, where the next drawing finds it however the lines were wrapped since. */
    public void draw(List<String> lines) {
        terminal.puts(InfoCmp.Capability.carriage_return);
        terminal.puts(InfoCmp.Capability.clr_eos);
        List<String> shown = lines.stream().limit(height()).toList();
        for (String line : shown) {
            terminal.writer().println(new AttributedString(line).columnSubSequence(0, width()));
        }
        if (!shown.isEmpty()) {
            terminal.puts(InfoCmp.Capability.parm_up_cursor, shown.size());
        }
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        draw(List.of());
        terminal.close();
    }
}
