package net.lumenia.voice.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.UUID;
import net.lumenia.voice.simulator.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication, and which workspaces an account has. */
class AuthenticationTest {

  private static final String AUTH = "/api/v1/auth";
  private static final String CATALOG = "/api/v1/voice-integration/catalog";
  private static final String OTHER_ACCOUNT = "00000000-0000-4000-8000-000000000002";

  private Simulator simulator;
  private Client client;

  @BeforeEach
  void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    simulator.addWorkspace("acme");
    client = Client.of(simulator);
  }

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void authRequiresOnlyTheToken() {
    Reply reply = client.send(client.bare("GET", AUTH, "").header("Authorization", bearer()));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json()).isEqualTo(Client.json("{'authenticated':true}"));
  }

  @Test
  void missingTokenReturns403() {
    Reply reply = client.send(client.bare("GET", AUTH, ""));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json().path("success").asBoolean(true)).isFalse();
    assertThat(reply.message()).startsWith("missing API key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulator-token",
        "Bearer",
        "Bearer ",
        "Bearer  simulator-token",
        "bearer simulator-token",
        "Basic simulator-token",
        "Bearer simulator-token x",
        "Bearer unknown"
      })
  void malformedOrUnknownTokenReturns403(String header) {
    for (String path : new String[] {AUTH, CATALOG, Client.path("acme") + "/assistant"}) {
      Reply reply = client.send(client.request("GET", path, "").setHeader("Authorization", header));
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.message()).startsWith("invalid API key");
    }
  }

  @Test
  void revokedOrRotatedTokenReturns403() {
    simulator.rotateToken(SimulatorOptions.TOKEN, "new-token");
    assertThat(client.show("acme").status()).isEqualTo(403);
    HttpRequest.Builder request = client.request("GET", CATALOG, "");
    request.setHeader("Authorization", "Bearer new-token");
    assertThat(client.send(request).status()).isEqualTo(200);
    simulator.revokeToken("new-token");
    assertThat(client.send(request).status()).isEqualTo(403);
  }

  @Test
  void accountIsRequired() {
    Reply missing = client.send(client.bare("GET", CATALOG, "").header("Authorization", bearer()));
    assertThat(missing.status()).isEqualTo(400);
    assertThat(inAccount("acme").status()).isEqualTo(400);
    assertThat(inAccount(SimulatorOptions.ACCOUNT_ID.toUpperCase(Locale.ROOT)).status())
        .isEqualTo(200);
  }

  @Test
  void accountOfAnotherPartnerReturns403() {
    simulator.addToken(OTHER_ACCOUNT, "token-of-another-partner");
    assertThat(inAccount(OTHER_ACCOUNT).status()).isEqualTo(403);
    assertThat(inAccount(UUID.randomUUID().toString()).status()).isEqualTo(403);
  }

  @Test
  void workspaceIsNotInOtherAccountOfPartner() {
    simulator.addToken(OTHER_ACCOUNT, SimulatorOptions.TOKEN);
    assertThat(inAccount(OTHER_ACCOUNT).status()).isEqualTo(404);
    simulator.account(OTHER_ACCOUNT).addWorkspace("acme", Client.object("{'prompt':'other'}"));
    assertThat(inAccount(OTHER_ACCOUNT).json().at("/assistant/prompt").asText()).isEqualTo("other");
    assertThat(client.show("acme").json().at("/assistant").isEmpty()).isTrue();
  }

  @Test
  void numbersBelongToTheirAccount() {
    simulator.addToken(OTHER_ACCOUNT, SimulatorOptions.TOKEN);
    simulator.account(OTHER_ACCOUNT).addWorkspace("acme");
    HttpRequest.Builder link =
        client.request("PATCH", Client.path("acme") + "/assistant", "{\"number_id\":7}");
    assertThat(client.send(link.setHeader("X-Account-Id", OTHER_ACCOUNT)).message())
        .contains("not a number of this workspace's organization");
  }

  @Test
  void slugIsLowercaseHexOfName() {
    simulator.addWorkspace("Jörg & Söhne / München");
    assertThat(client.show("Jörg & Söhne / München").json().path("originalSlug").asText())
        .isEqualTo("Jörg & Söhne / München");
    assertThat(client.get("/api/v1/workspace/61636d65/voice-integration/assistant").status())
        .isEqualTo(200);
  }

  @Test
  void nameInsteadOfSlugReturns404WithHint() {
    Reply plain = client.get("/api/v1/workspace/acme/voice-integration/assistant");
    assertThat(plain.status()).isEqualTo(404);
    assertThat(plain.message()).endsWith("lowercase hex of the name: \"61636d65\"");
    Reply upper = client.get("/api/v1/workspace/61636D65/voice-integration/assistant");
    assertThat(upper.status()).isEqualTo(404);
    assertThat(upper.message()).endsWith("lowercase hex of the name: \"61636d65\"");
  }

  @Test
  void unknownAndUnprovisionedWorkspacesReturn404() {
    assertThat(client.show("nobody").message())
        .isEqualTo("no workspace with slug \"6e6f626f6479\" in this account");
    simulator.account().addUnprovisionedWorkspace("bare");
    assertThat(client.show("bare").status()).isEqualTo(404);
    assertThat(client.patch("bare", "{\"prompt\":\"p\"}").status()).isEqualTo(404);
  }

  @Test
  void provisioningHasTheRulesOfPatch() {
    simulator.account().addUnprovisionedWorkspace("new");
    assertThat(provision("{\"number_id\":0}").status()).isEqualTo(400);
    assertThat(client.show("new").status()).isEqualTo(404);
    assertThat(provision("{\"number_id\":7}").status()).isEqualTo(200);
    assertThat(provision("").message()).contains("already provisioned");
    assertThat(simulator.assistant("new")).isEqualTo(Client.json("{'number_id':7}"));
  }

  @Test
  void provisioningBodyIsOptional() {
    simulator.account().addUnprovisionedWorkspace("new");
    assertThat(provision("").json()).isEqualTo(Client.json("{'success':true,'assistant':{}}"));
    assertThat(client.show("new").json().path("assistant").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api/v1", "/api/v1/auth/", "/api/v2/auth", "/api/v1/workspace/61636d65"})
  void otherPathsReturn404(String path) {
    assertThat(client.get(path).status()).isEqualTo(404);
  }

  @Test
  void deleteReturns404() {
    Reply reply = client.send(client.request("DELETE", Client.path("acme") + "/assistant", ""));
    assertThat(reply.status()).isEqualTo(404);
  }

  private Reply provision(String body) {
    return client.send(client.request("POST", Client.path("new"), body));
  }

  private Reply inAccount(String account) {
    String path = Client.path("acme") + "/assistant";
    return client.send(client.request("GET", path, "").setHeader("X-Account-Id", account));
  }

  private static String bearer() {
    return "Bearer " + SimulatorOptions.TOKEN;
  }
}
