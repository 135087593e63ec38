package io.sluice.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderTest {
    @Test
    void anEndpointThatIsUnknownIsOtherWhereverThatStands() {
        for (List<String> names : List.of(List.of("other", "items"), List.of("items", "other"))) {
            Provider provider = provider(names);
            assertThat(provider.endpoint("items").name()).isEqualTo("items");
            assertThat(provider.endpoint("gone").name()).isEqualTo("other");
        }
    }

    @Test
    void aProviderHasTheEndpointOther() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider(List.of("items")))
                .withMessage("provider 'api' needs the endpoint 'other', not only [items]");
    }

    private static Provider provider(List<String> names) {
        List<Endpoint> endpoints = new ArrayList<>();
        names.forEach(name -> endpoints.add(new Endpoint(name, Accounts.ANY, List.of(), 30_000, 5)));
        return new Provider("api", endpoints, 16, Backoff.DEFAULT, 86_400_000, 20);
    }
}
