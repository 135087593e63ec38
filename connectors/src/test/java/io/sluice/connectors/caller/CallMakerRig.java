package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.AnswerBytes;
import io.sluice.connectors.http.CallClient;
import io.sluice.connectors.http.EventLoop;
import io.sluice.connectors.http.HttpSettings;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.connectors.secret.SecretVault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A call maker under test, with all that it works on; sealed secrets alone, and 1,000 bytes for answers. */
final class CallMakerRig implements AutoCloseable {
    final KeyFolder keys;
    final EventLoop loop;
    final SecretVault vault;
    final AnswerBytes memory;
    final CallMaker maker;

    CallMakerRig(Path folder, Clock clock, Outcomes outcomes) throws IOException {
        keys = KeyFolder.open(folder);
        loop = new EventLoop(clock);
        vault = new SecretVault(keys, ReferenceRules.none(), List.of(), name -> null);
        memory = new AnswerBytes(1_000, loop);
        maker = new CallMaker(loop, new CallClient(loop, HttpSettings.defaults(), memory), vault, outcomes);
    }

    @Override
    public void close() {
        vault.close();
        loop.close();
    }
}
