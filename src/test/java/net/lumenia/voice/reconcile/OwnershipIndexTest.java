package net.lumenia.voice.reconcile;

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
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.VoiceAssistant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the index costs, and whom it wakes. Whom a workspace belongs to: OwnershipRulesTest. */
class OwnershipIndexTest {

  private static final int MANY = 2_000;
  private static final String ID = "3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f";
  private static final YAMLMapper YAML = new YAMLMapper();

  private final List<String> woken = new ArrayList<>();
  private int decoded;
  private int compared;
  private final Ownership ownership =
      new Ownership(
          new AccountResolver(
              BaseUrlPolicy.of(
                  Optional.of(URI.create("https://api.example.com")), Set.of(), false)),
          id -> woken.add(References.key(id)),
          assistant -> {
            decoded++;
            return Claim.of(assistant);
          },
          (one, other) -> {
            compared++;
            return Claim.OLDER.compare(one, other);
          });

  private LumeniaAccount account = account("team/default", "");

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThousandForOneWorkspaceCostInAllWhatTheyCostOneByOne(boolean oneAccount) {
    IntFunction<String> accountOf = i -> oneAccount ? "default" : "account-" + i;
    IntStream.range(0, MANY)
        .mapToObj(accountOf)
        .distinct()
        .forEach(name -> ownership.see(account("team/" + name, "")));
    List<VoiceAssistant> all =
        IntStream.range(0, MANY)
            .mapToObj(
                i -> assistant(name(i), "accountRef: {name: %s}".formatted(accountOf.apply(i))))
            .toList();
    all.forEach(ownership::see);
    assertThat(woken).isEmpty();
    for (int resync = 0; resync < 3; resync++) {
      for (VoiceAssistant one : all.subList(1, MANY)) {
        assertThat(owner(one)).contains("team/" + name(0));
        ownership.see(one);
      }
    }
    for (int i = 0; i < MANY - 1; i++) {
      ownership.forgetAssistant("team/" + name(i));
      assertThat(woken).hasSize(i + 1).last().isEqualTo("team/" + name(i + 1));
    }
    ownership.forgetAssistant("team/" + name(MANY - 1));
    assertThat(decoded).isEqualTo(MANY);
    assertThat(compared).isLessThan(100 * MANY);
  }

  @Test
  void nothingStaysOfWhatIsGone() {
    ownership.see(account);
    ownership.see(assistant("first", ""));
    ownership.forgetAssistant("team/first");
    ownership.forgetAccount("team/default");
    assertThat(ownership.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: Observe",
        "accountRef: {name: other}",
        "resyncInterval: often",
        "leaving",
        "gone",
        "another workspace"
      })
  void theNextOneIsWokenWhenTheOwnerGoes(String how) {
    var second = assistant("second", "");
    ownership.see(account);
    ownership.see(assistant("first", ""));
    ownership.see(second);
    ownership.see(assistant("third", ""));
    assertThat(owner(second)).contains("team/first");
    switch (how) {
      case "gone" -> ownership.forgetAssistant("team/first");
      case "leaving" -> {
        var leaving = assistant("first", "");
        leaving.getMetadata().setDeletionTimestamp("2026-11-23T13:00:00Z");
        ownership.see(leaving);
      }
      case "another workspace" -> {
        var another = assistant("first", "");
        another.getMetadata().setUid("another");
        another.setSpec(read("{workspace: {slug: other}, firstMessage: Hi}", RawJson.class));
        ownership.see(another);
      }
      default -> ownership.see(edited(assistant("first", how)));
    }
    assertThat(woken).containsExactly("team/second");
    assertThat(owner(second)).isEmpty();
  }

  /** A suspended one still owns, and a changed text is nobody else's business. */
  @ParameterizedTest
  @ValueSource(strings = {"suspend: true", "prompt: Hello"})
  void nobodyIsWokenWhenTheOwnerStays(String edit) {
    ownership.see(account);
    ownership.see(assistant("first", ""));
    ownership.see(assistant("second", ""));
    ownership.see(edited(assistant("first", edit)));
    assertThat(woken).isEmpty();
    assertThat(owner(assistant("second", ""))).contains("team/first");
  }

  /** Its account turns out to have no token, or is deleted. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOneOfAnotherAccountIsWokenWhenTheOwnersHasNoToken(boolean isDeleted) {
    account = account("zeta/default", "");
    ownership.see(account);
    ownership.see(account("team/default", ""));
    ownership.see(assistant("first", ""));
    var second = assistant("second", "");
    second.getMetadata().setNamespace("zeta");
    ownership.see(second);
    assertThat(owner(second)).contains("team/first");
    if (isDeleted) {
      ownership.forgetAccount("team/default");
    } else {
      ownership.see(account("team/default", "SecretNotFound"));
    }
    assertThat(new HashSet<>(woken)).containsExactlyInAnyOrder("team/first", "zeta/second");
    assertThat(owner(second)).isEmpty();
  }

  @Test
  void anOlderOneThatIsSeenLaterWakesTheOneThatHadTheWorkspace() {
    ownership.see(account);
    ownership.see(assistant("second", ""));
    ownership.see(assistant("first", ""));
    assertThat(woken).containsExactly("team/second");
  }

  @Test
  void anAccountWhoseStandingStaysWakesNobody() {
    ownership.see(account);
    ownership.see(assistant("first", ""));
    ownership.see(account);
    ownership.see(account("team/default", "Unavailable"));
    assertThat(woken).isEmpty();
  }

  private Optional<String> owner(VoiceAssistant assistant) {
    var declaration = ((SpecReading.Usable) SpecReader.read(assistant.decodeSpec())).declaration();
    return ownership.owner(Claim.of(assistant, declaration), Optional.of(account));
  }

  private static String name(int i) {
    return "a%04d".formatted(i);
  }

  /** All are created in the same second, so the name decides. */
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
   * @param refusal the reason why it is not ready; empty if nothing is known of it
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
