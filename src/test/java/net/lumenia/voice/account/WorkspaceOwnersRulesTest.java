package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import net.lumenia.voice.status.AccountReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkspaceOwnersRulesTest {

  private static final String ID = "3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f";
  private static final String HERE = fingerprint(ID);
  private static final String OTHER = fingerprint(ID.replace('3', '4'));
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final AccountResolver RESOLVER =
      new AccountResolver(
          BaseUrlPolicy.of(Optional.of(URI.create("https://api.example.com")), Set.of(), false));

  private final List<String> requeued = new ArrayList<>();
  private final WorkspaceOwners owners =
      new WorkspaceOwners(RESOLVER, id -> requeued.add(References.key(id)));

  /** The accounts and assistants in the caches. */
  private record Cluster(List<LumeniaAccount> accounts, List<VoiceAssistant> assistants) {

    Optional<LumeniaAccount> accountOf(VoiceAssistant assistant) {
      return accounts.stream()
          .filter(account -> References.key(account).equals(References.account(assistant)))
          .findFirst();
    }
  }

  @Test
  void olderClaimOwnsAcrossNamespaces() throws JsonProcessingException {
    var older = assistant("b/old", 1, "originalSlug: acme", "");
    var newer = assistant("a/new", 2, "slug: '61636d65'", "");
    var cluster =
        new Cluster(
            List.of(account("a/default", ID, ""), account("b/default", ID, "")),
            List.of(newer, older));
    assertThat(owner(newer, cluster)).contains("b/old");
    assertThat(owner(older, cluster)).isEmpty();
  }

  @Test
  void twoSpellingsOfTheHexOfANameAreOneWorkspace() throws JsonProcessingException {
    var older = assistant("a/old", 1, "slug: '61636D65'", "");
    var newer = assistant("a/new", 2, "slug: '61636d65'", "");
    var named = assistant("a/named", 3, "originalSlug: acme", "");
    var accounts = List.of(account("a/default", ID, ""));
    assertThat(owner(newer, new Cluster(accounts, List.of(newer, older)))).contains("a/old");
    assertThat(owner(named, new Cluster(accounts, List.of(named, older)))).contains("a/old");

    // FACE is not the hex of a name, so the API may tell it from face.
    var upper = assistant("a/upper", 1, "slug: FACE", "");
    var lower = assistant("a/lower", 2, "slug: face", "");
    assertThat(owner(lower, new Cluster(accounts, List.of(lower, upper)))).isEmpty();
  }

  @Test
  void nameDecidesBetweenClaimsOfTheSameSecond() throws JsonProcessingException {
    var one = assistant("a/one", 1, "originalSlug: acme", "");
    var two = assistant("a/two", 1, "originalSlug: acme", "");
    var cluster = new Cluster(List.of(account("a/default", ID, "")), List.of(two, one));
    assertThat(owner(two, cluster)).contains("a/one");
    assertThat(owner(one, cluster)).isEmpty();
  }

  @Test
  void baseUrlsAndAccountIdsAreCompared() throws JsonProcessingException {
    var older = assistant("a/old", 1, "originalSlug: acme", "");
    var newer = assistant("b/new", 2, "originalSlug: acme", "");
    var sameUrl = "baseUrl: 'https://API.example.com/'";
    var otherUrl = "baseUrl: 'https://other.example.com'";
    var otherId = ID.replace('3', '4');
    assertThat(owner(newer, cluster(older, newer, ID.toUpperCase(Locale.ROOT), sameUrl)))
        .contains("a/old");
    assertThat(owner(newer, cluster(older, newer, ID, otherUrl))).isEmpty();
    assertThat(owner(newer, cluster(older, newer, otherId, sameUrl))).isEmpty();
  }

  private static Cluster cluster(
      VoiceAssistant older, VoiceAssistant newer, String accountId, String baseUrl)
      throws JsonProcessingException {
    return new Cluster(
        List.of(account("a/default", ID, ""), account("b/default", accountId, baseUrl)),
        List.of(older, newer));
  }

  @Test
  void missingAccountConflictsOnlyWithinItsNamespace() throws JsonProcessingException {
    var older = assistant("a/old", 1, "originalSlug: acme", "");
    var newer = assistant("a/new", 2, "originalSlug: acme", "");
    var elsewhere = assistant("b/new", 2, "originalSlug: acme", "");
    var cluster = new Cluster(List.of(), List.of(older, newer, elsewhere));
    assertThat(owner(newer, cluster)).contains("a/old");
    assertThat(owner(elsewhere, cluster)).isEmpty();
  }

  @Test
  void observingInvalidAndDeletingAssistantsOwnNothing() throws JsonProcessingException {
    var observing = assistant("a/observing", 1, "originalSlug: acme", "mode: Observe");
    var invalid = assistant("a/invalid", 1, "originalSlug: acme", "resyncInterval: often");
    var deleting = assistant("a/deleting", 1, "originalSlug: acme", "");
    deleting.getMetadata().setDeletionTimestamp("2026-11-23T13:00:00Z");
    var newer = assistant("a/new", 2, "originalSlug: acme", "");
    var cluster =
        new Cluster(
            List.of(account("a/default", ID, "")), List.of(observing, invalid, deleting, newer));
    assertThat(owner(newer, cluster)).isEmpty();
  }

  @Test
  void suspendedAssistantOwns() throws JsonProcessingException {
    var suspended = assistant("a/suspended", 1, "originalSlug: acme", "suspend: true");
    var newer = assistant("a/new", 2, "originalSlug: acme", "");
    var cluster = new Cluster(List.of(account("a/default", ID, "")), List.of(suspended, newer));
    assertThat(owner(newer, cluster)).contains("a/suspended");
  }

  /** Otherwise an account id without a token could block the workspaces of that account. */
  @ParameterizedTest
  @EnumSource(
      names = {
        "INVALID_SPEC",
        "SECRET_NOT_FOUND",
        "SECRET_NOT_LABELLED",
        "SECRET_KEY_MISSING",
        "BASE_URL_NOT_ALLOWED",
        "INVALID_API_KEY",
        "FORBIDDEN"
      })
  void accountThatNeverHadAnAcceptedTokenOwnsNothing(AccountReason reason)
      throws JsonProcessingException {
    assertThat(owner(newer(), clusterWithOlder(reason, ""))).isEmpty();
    assertThat(owner(newer(), clusterWithOlder(reason, "accepted: %s".formatted(OTHER)))).isEmpty();
  }

  /** The token may be replaced soon, so the owner does not change. */
  @ParameterizedTest
  @EnumSource(AccountReason.class)
  void accountWithAnAcceptedTokenInThePastOwns(AccountReason reason)
      throws JsonProcessingException {
    assertThat(owner(newer(), clusterWithOlder(reason, "accepted: %s".formatted(HERE))))
        .contains("a/old");
  }

  /** Otherwise the owner would change with every outage of the API or the operator. */
  @ParameterizedTest
  @EnumSource(names = {"RATE_LIMITED", "UNAVAILABLE", "BAD_RESPONSE"})
  void accountWithAnUncheckedTokenOwns(AccountReason reason) throws JsonProcessingException {
    assertThat(owner(newer(), clusterWithOlder(reason, ""))).contains("a/old");
  }

  /** A status from before the field accepted existed. */
  @Test
  void authenticatedAccountOwns() throws JsonProcessingException {
    assertThat(owner(newer(), clusterWithOlder(AccountReason.AUTHENTICATED, ""))).contains("a/old");
  }

  @Test
  void refusalOfAnEarlierSpecDoesNotCount() throws JsonProcessingException {
    var cluster = clusterWithOlder(AccountReason.INVALID_API_KEY, "");
    cluster.accounts().getFirst().getMetadata().setGeneration(2L);
    assertThat(owner(newer(), cluster)).contains("a/old");
  }

  @Test
  void olderClaimOfTheSameAccountOwnsWithoutAToken() throws JsonProcessingException {
    var other = assistant("a/other", 2, "originalSlug: acme", "");
    var cluster =
        new Cluster(
            List.of(checked(account("a/default", ID, ""), AccountReason.INVALID_API_KEY, "")),
            List.of(older(), other));
    assertThat(owner(other, cluster)).contains("a/old");
  }

  /** Otherwise a tenant without a token could requeue other tenants' assistants. */
  @Test
  void accountWithoutATokenRequeuesNoOthers() throws JsonProcessingException {
    var cluster = clusterWithOlder(AccountReason.INVALID_API_KEY, "");
    cluster.accounts().forEach(owners::update);
    owners.update(newer());
    owners.update(older());
    assertThat(requeued).isEmpty();
    owners.update(checked(cluster.accounts().getFirst(), AccountReason.AUTHENTICATED, ""));
    assertThat(requeued).containsExactlyInAnyOrder("a/old", "b/new");
  }

  private static VoiceAssistant older() throws JsonProcessingException {
    return assistant("a/old", 1, "originalSlug: acme", "");
  }

  private static VoiceAssistant newer() throws JsonProcessingException {
    return assistant("b/new", 2, "originalSlug: acme", "");
  }

  private static String fingerprint(String accountId) {
    return AccountEndpoint.of("https://api.example.com", accountId).orElseThrow().fingerprint();
  }

  /** The older assistant's account has this status; the newer one's is ready. */
  private static Cluster clusterWithOlder(AccountReason reason, String memory)
      throws JsonProcessingException {
    return new Cluster(
        List.of(
            checked(account("a/default", ID, ""), reason, memory),
            checked(account("b/default", ID, ""), AccountReason.AUTHENTICATED, "")),
        List.of(older(), newer()));
  }

  private static LumeniaAccount checked(LumeniaAccount account, AccountReason reason, String memory)
      throws JsonProcessingException {
    account.getMetadata().setGeneration(1L);
    account.setStatus(
        YAML.readValue(
            """
            observedGeneration: 1
            conditions:
              - type: Ready
                status: "%s"
                observedGeneration: 1
                lastTransitionTime: "2026-11-23T12:00:00Z"
                reason: %s
                message: ""
            %s
            """
                .formatted(
                    reason == AccountReason.AUTHENTICATED ? "True" : "False",
                    reason.text(),
                    memory),
            RawJson.class));
    return account;
  }

  private static Optional<String> owner(VoiceAssistant resource, Cluster cluster) {
    var owners = new WorkspaceOwners(RESOLVER, _ -> {});
    cluster.accounts().forEach(owners::update);
    cluster.assistants().forEach(owners::update);
    var desiredState = ((SpecReading.Usable) SpecReader.read(resource.decodeSpec())).desiredState();
    return owners.owner(WorkspaceClaim.of(resource, desiredState), cluster.accountOf(resource));
  }

  private static VoiceAssistant assistant(String key, int second, String workspace, String more)
      throws JsonProcessingException {
    return YAML.readValue(
        """
        metadata: {namespace: %s, name: %s, creationTimestamp: "2026-11-23T12:00:0%dZ"}
        spec:
          workspace: {%s}
          firstMessage: Hi
          %s
        """
            .formatted(namespace(key), name(key), second, workspace, more),
        VoiceAssistant.class);
  }

  private static LumeniaAccount account(String key, String accountId, String more)
      throws JsonProcessingException {
    return YAML.readValue(
        """
        metadata: {namespace: %s, name: %s}
        spec:
          accountId: %s
          tokenSecretRef: {name: lumenia}
          %s
        """
            .formatted(namespace(key), name(key), accountId, more),
        LumeniaAccount.class);
  }

  private static String namespace(String key) {
    return References.id(key).getNamespace().orElseThrow();
  }

  private static String name(String key) {
    return References.id(key).getName();
  }
}
