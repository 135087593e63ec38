package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.image.loader.LogDeltaManifest;
import org.apache.kafka.raft.LeaderAndEpoch;
import org.junit.jupiter.api.Test;

final class DeadSelfTest {
    private static final int NODE = 2;

    private final DeadSelf deadSelf = new DeadSelf(NODE);

    @Test
    void oneThatWasNeverThereIsNotWaitedFor() {
        see(new MetadataDelta.Builder().build());
        assertThat(deadSelf.gone()).isCompleted();
    }

    @Test
    void oneThatDiedIsWaitedForUntilItsSessionHasEnded() {
        see(registered(NODE, false));
        assertThat(deadSelf.gone()).isNotDone();
        see(registered(NODE, true));
        assertThat(deadSelf.gone()).isCompleted();
    }

    @Test
    void othersAreNoneOfItsBusiness() {
        see(registered(NODE + 1, false));
        assertThat(deadSelf.gone()).isCompleted();
    }

    private void see(MetadataDelta delta) {
        LogDeltaManifest manifest = LogDeltaManifest.newBuilder()
                .provenance(MetadataProvenance.EMPTY)
                .leaderAndEpoch(LeaderAndEpoch.UNKNOWN)
                .numBatches(1)
                .elapsedNs(0)
                .numBytes(0)
                .build();
        deadSelf.onMetadataUpdate(delta, delta.apply(MetadataProvenance.EMPTY), manifest);
    }

    private static MetadataDelta registered(int node, boolean fenced) {
        MetadataDelta delta = new MetadataDelta.Builder().build();
        delta.replay(new RegisterBrokerRecord()
                .setBrokerId(node)
                .setBrokerEpoch(1)
                .setIncarnationId(Uuid.randomUuid())
                .setFenced(fenced)
                .setLogDirs(List.of(Uuid.randomUuid())));
        return delta;
    }
}
