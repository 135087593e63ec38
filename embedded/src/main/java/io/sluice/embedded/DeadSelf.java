package io.sluice.embedded;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * Tells when the cluster takes nobody for this broker any more: after kill -9 that is when the session of the one that died has
 * ended.
 *
 * <p>A broker that starts before finds itself the leader of its partitions still and begins to load the groups that lie there;
 * then the dead one is fenced, and they are loaded once more. Kafka 4.2.2 takes the end of the first loading for the end of the
 * second (CoordinatorRuntime.completeLoad looks at no epoch) and serves groups of which it has read a part: committed offsets
 * were back at a tenth, and members unknown. The shorter the session, the likelier.
 */
final class DeadSelf implements MetadataPublisher {
    private final int node;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    DeadSelf(int node) {
        this.node = node;
    }

    /** Done when nobody is taken for this broker. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public String name() {
        return "DeadSelf id=" + node;
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        BrokerRegistration registration = image.cluster().broker(node);
        if (registration == null || registration.fenced()) {
            gone.complete(null);
        }
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
