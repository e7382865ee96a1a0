package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cost of the index, and which assistants it requeues. {@link WorkspaceOwnersRulesTest} tests
 * which one owns a workspace.
 */
class WorkspaceOwnersIndexTest {

  private static final int MANY = 2_000;
  private static final String ID = "3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final List<String> requeued = new ArrayList<>();
  private int decoded;
  private int compared;
  private final WorkspaceOwners owners =
      new WorkspaceOwners(
          new AccountResolver(
              BaseUrlPolicy.of(
                  Optional.of(URI.create("https://api.example.com")), Set.of(), false)),
          id -> requeued.add(References.key(id)),
          assistant -> {
            decoded++;
            return WorkspaceClaim.of(assistant);
          },
          (one, other) -> {
            compared++;
            return WorkspaceClaim.OLDER.compare(one, other);
          });

  private LumeniaAccount account = account("team/default", "");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void costIsLinearInTheNumberOfClaimsOfOneWorkspace(boolean oneAccount) {
    IntFunction<String> accountOf = i -> oneAccount ? "default" : "account-" + i;
    IntStream.range(0, MANY)
        .mapToObj(accountOf)
        .distinct()
        .forEach(name -> owners.update(account("team/" + name, "")));
    List<VoiceAssistant> all =
        IntStream.range(0, MANY)
            .mapToObj(
                i -> assistant(name(i), "accountRef: {name: %s}".formatted(accountOf.apply(i))))
            .toList();
    all.forEach(owners::update);
    assertThat(requeued).isEmpty();
    for (int resync = 0; resync < 3; resync++) {
      for (VoiceAssistant one : all.subList(1, MANY)) {
        assertThat(owner(one)).contains("team/" + name(0));
        owners.update(one);
      }
    }
    for (int i = 0; i < MANY - 1; i++) {
      owners.forgetAssistant("team/" + name(i));
      assertThat(requeued).hasSize(i + 1).last().isEqualTo("team/" + name(i + 1));
    }
    owners.forgetAssistant("team/" + name(MANY - 1));
    assertThat(decoded).isEqualTo(MANY);
    assertThat(compared).isLessThan(100 * MANY);
  }

  @Test
  void deletedResourcesLeaveNothing() {
    owners.update(account);
    owners.update(assistant("first", ""));
    owners.forgetAssistant("team/first");
    owners.forgetAccount("team/default");
    assertThat(owners.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: Observe",
        "accountRef: {name: other}",
        "resyncInterval: often",
        "deleting",
        "deleted",
        "another workspace"
      })
  void nextOwnerIsRequeuedWhenTheOwnerGoes(String how) {
    var second = assistant("second", "");
    owners.update(account);
    owners.update(assistant("first", ""));
    owners.update(second);
    owners.update(assistant("third", ""));
    assertThat(owner(second)).contains("team/first");
    switch (how) {
      case "deleted" -> owners.forgetAssistant("team/first");
      case "deleting" -> {
        var deleting = assistant("first", "");
        deleting.getMetadata().setDeletionTimestamp("2026-11-23T13:00:00Z");
        owners.update(deleting);
      }
      case "another workspace" -> {
        var another = assistant("first", "");
        another.getMetadata().setUid("another");
        another.setSpec(read("{workspace: {slug: other}, firstMessage: Hi}", RawJson.class));
        owners.update(another);
      }
      default -> owners.update(edited(assistant("first", how)));
    }
    assertThat(requeued).containsExactly("team/second");
    assertThat(owner(second)).isEmpty();
  }

  /** A suspended assistant still owns its workspace, and its texts do not concern others. */
  @ParameterizedTest
  @ValueSource(strings = {"suspend: true", "prompt: Hello"})
  void noneIsRequeuedWhenTheOwnerStays(String edit) {
    owners.update(account);
    owners.update(assistant("first", ""));
    owners.update(assistant("second", ""));
    owners.update(edited(assistant("first", edit)));
    assertThat(requeued).isEmpty();
    assertThat(owner(assistant("second", ""))).contains("team/first");
  }

  /** The owner's account has no token, or is deleted. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void claimOfAnotherAccountIsRequeuedWhenTheOwnerLosesItsAccount(boolean isDeleted) {
    account = account("zeta/default", "");
    owners.update(account);
    owners.update(account("team/default", ""));
    owners.update(assistant("first", ""));
    var second = assistant("second", "");
    second.getMetadata().setNamespace("zeta");
    owners.update(second);
    assertThat(owner(second)).contains("team/first");
    if (isDeleted) {
      owners.forgetAccount("team/default");
    } else {
      owners.update(account("team/default", "SecretNotFound"));
    }
    assertThat(new HashSet<>(requeued)).containsExactlyInAnyOrder("team/first", "zeta/second");
    assertThat(owner(second)).isEmpty();
  }

  @Test
  void olderClaimThatIsAddedLaterRequeuesTheFormerOwner() {
    owners.update(account);
    owners.update(assistant("second", ""));
    owners.update(assistant("first", ""));
    assertThat(requeued).containsExactly("team/second");
  }

  @Test
  void accountWithTheSameStateRequeuesNone() {
    owners.update(account);
    owners.update(assistant("first", ""));
    owners.update(account);
    owners.update(account("team/default", "Unavailable"));
    assertThat(requeued).isEmpty();
  }

  private Optional<String> owner(VoiceAssistant assistant) {
    var desiredState =
        ((SpecReading.Usable) SpecReader.read(assistant.decodeSpec())).desiredState();
    return owners.owner(WorkspaceClaim.of(assistant, desiredState), Optional.of(account));
  }

  private static String name(int i) {
    return "a%04d".formatted(i);
  }

  /** All have the same creation time, so the name decides. */
  private static VoiceAssistant assistant(String name, String more) {
    return read(
        """
        metadata:
          namespace: team
          name: %s
          uid: of-%s
          generation: 1
          creationTimestamp: "2026-11-23T12:00:00Z"
        spec:
          workspace: {originalSlug: acme}
          firstMessage: Hi
          %s
        """
            .formatted(name, name, more),
        VoiceAssistant.class);
  }

  private static VoiceAssistant edited(VoiceAssistant assistant) {
    assistant.getMetadata().setGeneration(2L);
    return assistant;
  }

  /**
   * @param refusal the reason why the account is not ready; empty without a status
   */
  private static LumeniaAccount account(String key, String refusal) {
    return read(
        """
        metadata: {namespace: %s, name: %s, generation: 1}
        spec: {accountId: %s, tokenSecretRef: {name: lumenia}}
        status: {conditions: [%s]}
        """
            .formatted(
                References.id(key).getNamespace().orElseThrow(),
                References.id(key).getName(),
                ID,
                refusal.isEmpty() ? "" : notReady(refusal)),
        LumeniaAccount.class);
  }

  private static String notReady(String reason) {
    return """
        {type: Ready, status: "False", reason: %s, observedGeneration: 1, message: "", \
        lastTransitionTime: "2026-11-23T12:00:00Z"}\
        """
        .formatted(reason);
  }

  private static <T> T read(String yaml, Class<T> type) {
    try {
      return YAML.readValue(yaml, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
