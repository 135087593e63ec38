package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.policy.PolicyReader;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests go by the file and the credentials that there are, not by those that there were when they came. */
class ChangedFileTest extends WithRig {
    @Test
    void requestsThatWaitGoWhereAFileLeadsThemThatDiffersInItsPathsAlone() {
        showsAt("/elsewhere/**");
        List.of("a", "b", "c").forEach(rig::request);
        List<ApiCall> calls = rig.allCalls();
        assertThat(calls).extracting(ApiCall::getEndpoint).containsExactly("other", "other");
        showsAt("/items/**");
        calls.forEach(call -> rig.answered(call, 200));
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.tick(3_200);
        assertThat(rig.call().getEndpoint()).isEqualTo("show");
    }

    @Test
    void aCallInFlightIsMadeAgainWhereTheNewFileLeadsIt() {
        showsAt("/elsewhere/**");
        rig.request("a");
        ApiCall call = rig.call();
        showsAt("/items/**");
        rig.answered(call, 500);
        rig.tick(2_000);
        assertThat(rig.call().getEndpoint()).isEqualTo("show");
    }

    @Test
    void postsThatNameNoAccountStayWithTheOneThatWasAloneWhenTheyCame() throws Exception {
        List.of("a", "b", "c").forEach(rig::post);
        List<ApiCall> calls = rig.allCalls();
        credential("bob", false);
        calls.forEach(call -> rig.answered(call, 201));
        rig.responses.readRecordsToList();
        rig.beginAnew();
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.tick(3_200);
        assertThat(rig.call().getCredential()).isEqualTo("alice");
        rig.post("d");
        assertThat(rig.response().getReasonCode()).isEqualTo("account-required");
    }

    @Test
    void postsThatWaitForACredentialGoWithTheFirstAccountThatComes() {
        withdraw("alice");
        List.of("a", "b", "c").forEach(rig::post);
        credential("bob", false);
        credential("carol", false);
        List<ApiCall> calls = rig.allCalls();
        assertThat(calls).extracting(ApiCall::getCredential).containsExactly("bob", "bob");
        calls.forEach(call -> rig.answered(call, 201));
        rig.tick(3_200);
        assertThat(rig.call().getCredential()).isEqualTo("bob");
    }

    @Test
    void postsGoWithTheAccountThatIsLeft() {
        List.of("a", "b", "c").forEach(rig::post);
        credential("bob", false);
        withdraw("alice");
        assertThat(rig.allCalls()).extracting(ApiCall::getCredential).containsExactly("alice", "alice", "bob");
    }

    @Test
    void aDisabledCredentialIsNoAccount() {
        credential("bob", true);
        rig.post("a");
        assertThat(rig.call().getCredential()).isEqualTo("alice");
        credential("bob", false);
        rig.post("b");
        assertThat(rig.response().getReasonCode()).isEqualTo("account-required");
        credential("alice", true);
        rig.post("c");
        assertThat(rig.call().getCredential()).isEqualTo("bob");
    }

    /** As those do that wait for the first one. */
    @Test
    void postsGoWithTheAccountThatIsEnabledWhenTheirsIsNot() throws Exception {
        List.of("a", "b", "c").forEach(rig::post);
        credential("bob", true);
        credential("alice", true);
        credential("bob", false);
        assertThat(rig.allCalls()).extracting(ApiCall::getCredential).containsExactly("alice", "alice", "bob");
        rig.beginAnew();
        rig.post("d");
        assertThat(rig.call().getCredential()).isEqualTo("bob");
    }

    @Test
    void anAnswerNamesTheAccountOfItsCallThoughTheCredentialWasWithdrawnMeanwhile() {
        rig.request("a");
        ApiCall call = rig.call();
        withdraw("alice");
        rig.answered(call, 200);
        assertThat(rig.response().getAccount()).isEqualTo("alice");
    }

    @Test
    void whatChangesWhileAProviderIsWithdrawnCountsWhenItIsBack() {
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        credential("alice", true);
        credential("bob", false);
        provider();
        List.of("a", "b", "c").forEach(rig::request);
        assertThat(rig.allCalls()).extracting(ApiCall::getCredential).containsExactly("bob", "bob");
        assertThat(rig.responses.isEmpty()).isTrue();
    }

    @Test
    void aRequestThatTheNewFileRefusesIsAnsweredAfterItsCall() {
        rig.post("a");
        rig.post("b");
        rig.post("c");
        List<ApiCall> calls = rig.allCalls();
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1","accounts":"own",
                 "limits":[{"name":"acc","scope":["account"],"quota":2,"per":"3s","window":"first-call"}]}""");
        assertThat(rig.response().getReasonCode()).isEqualTo("account-required");
        calls.forEach(call -> rig.answered(call, 201));
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
    }

    @Test
    void aCallInFlightThatTheNewFileRefusesCountsOnAtWhatItCost() throws Exception {
        costsFive("any");
        rig.post("a");
        assertThat(rig.call().getRequestId()).isEqualTo("a");
        costsFive("own");
        List.of("b", "c", "d").forEach(this::withAccount);
        assertThat(rig.allCalls()).extracting(ApiCall::getRequestId).containsExactly("b");
        rig.beginAnew();
        rig.tick(1_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aProviderWhoseKeptFileIsNotTakenAnyMoreGetsItsCredentialsBackWithOneThatIs() throws Exception {
        rig.files().put("api", "{\"provider\":\"api\",\"unheard\":1}");
        rig.beginAnew();
        credential("bob", false);
        rig.request("a");
        rig.tick(100);
        assertThat(rig.calls.isEmpty()).isTrue();
        provider();
        List.of("b", "c", "d", "e").forEach(rig::request);
        assertThat(rig.allCalls())
                .extracting(ApiCall::getCredential)
                .containsExactlyInAnyOrder("alice", "alice", "bob", "bob");
    }

    @Test
    void whoWaitedWhenAKeptFileIsNotTakenAnyMoreWaitsForOneThatIs() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
        rig.files().put("api", "{\"provider\":\"api\",\"unheard\":1}");
        rig.beginAnew();
        rig.tick(10_000);
        assertThat(rig.responses.isEmpty()).isTrue();
        assertThat(rig.calls.isEmpty()).isTrue();
        provider();
        assertThat(rig.nextCall().getRequestId()).isEqualTo("c");
    }

    @Test
    void whoWaitsForAFileThatIsTakenAndIsSentAgainIsAnsweredOnce() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.responses.readRecordsToList();
        rig.files().put("api", "{\"provider\":\"api\",\"unheard\":1}");
        rig.beginAnew();
        rig.request("c");
        rig.tick(10_000);
        assertThat(rig.responses.isEmpty()).isTrue();
        provider();
        rig.answered(rig.nextCall(), 200);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
        rig.tick(10_000);
        assertThat(rig.responses.isEmpty()).isTrue();
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void whoWaitsForAFileThatIsTakenIsAnsweredWhereTheProviderIsWithdrawn() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.response();
        rig.response();
        rig.files().put("api", "{\"provider\":\"api\",\"unheard\":1}");
        rig.beginAnew();
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        rig.tick(6_000);
        assertThat(rig.response().getReasonCode()).isEqualTo("unknown-provider");
    }

    @Test
    void aSecretThatIsReplacedWhileAKeptFileIsNotTakenIsTrustedByTheNextOne() throws Exception {
        rig.request("a");
        rig.answered(rig.call(), 401);
        rig.tick(5_000);
        rig.answered(rig.call(), 401);
        rig.tick(5_000);
        assertThat(rig.calls.isEmpty()).isTrue();
        String taken = rig.files().get("api");
        rig.files().put("api", "{\"provider\":\"api\",\"unheard\":1}");
        rig.beginAnew();
        rig.write(rig.topics.credentials(), "api:alice", """
                {"id":"alice","provider":"api","secret":{"token":{"env":"RENEWED"}}}""");
        rig.files().put("api", taken);
        rig.beginAnew();
        assertThat(rig.call().getCredential()).isEqualTo("alice");
    }

    @Test
    void aProviderThatIsWithdrawnWhileItsKeptFileIsNotTakenStaysSo() throws Exception {
        String taken = rig.files().get("api");
        rig.files().put("api", "{\"provider\":\"api\",\"unheard\":1}");
        rig.beginAnew();
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        rig.files().put("api", taken);
        rig.beginAnew();
        rig.request("a");
        rig.tick(6_000);
        assertThat(rig.response().getReasonCode()).isEqualTo("unknown-provider");
    }

    /** So nothing is matched again when the same file comes after a restart. */
    @Test
    void aFileThatWasKeptIsEqualToItself() {
        JsonNode file = JsonRecords.tree("""
                {"provider":"api","baseUrl":"http://x","examples":[
                 {"name":"a","is":"ok","answer":{"status":200,"json":{"left":1.50,"most":1e3,"of":12345678901234567890}}}]}""".getBytes(StandardCharsets.UTF_8));
        assertThat(Directory.tree(PolicyReader.read(file).source().toString())).isEqualTo(file);
    }

    private void withAccount(String id) {
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/\",\"account\":\"alice\"}");
    }

    private void credential(String id, boolean disabled) {
        rig.write(
                rig.topics.credentials(),
                "api:" + id,
                "{\"id\":\"" + id + "\",\"provider\":\"api\",\"disabled\":" + disabled
                        + ",\"secret\":{\"token\":{\"env\":\"X\"}}}");
    }

    private void withdraw(String id) {
        rig.in(rig.topics.credentials()).pipeInput("api:" + id, (byte[]) null);
    }

    /** As the rig has it. */
    private void provider() {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"acc","scope":["account"],"quota":2,"per":"3s","window":"first-call"}]}""");
    }

    /** 6 per 3 s, of which a POST takes 5. */
    private void costsFive(String accounts) {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1","accounts":"%s",
                 "endpoints":[{"name":"write","match":"POST /**","cost":5}],
                 "limits":[{"name":"all","scope":[],"quota":6,"per":"3s","window":"first-call"}]}""".formatted(accounts));
    }

    /** Two at the same time; 2 per 3 s and account at these paths, as many as one likes elsewhere. */
    private void showsAt(String paths) {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1","concurrency":2,
                 "endpoints":[{"name":"show","match":"GET %s"}],
                 "limits":[{"name":"shown","endpoints":["show"],"scope":["account"],"quota":2,"per":"3s",
                            "window":"first-call"}]}""".formatted(paths));
    }
}
