package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Endpoint;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Which VoiceAssistant a workspace belongs to: "Two VoiceAssistants on the same (base URL, account,
 * workspace): the older wins", ties by namespace and name; one whose account never had an accepted
 * key does not count. Found by index, from caches alone.
 */
final class Ownership {

  /** The API server counts creation in seconds. */
  private static final Comparator<HasMetadata> OLDER =
      Comparator.<HasMetadata, String>comparing(one -> one.getMetadata().getCreationTimestamp())
          .thenComparing(References::key);

  private final AccountResolver resolver;

  Ownership(AccountResolver resolver) {
    this.resolver = resolver;
  }

  /** The others that the same workspace may belong to, the oldest first. */
  List<VoiceAssistant> rivals(
      VoiceAssistant resource, Declaration declaration, AssistantDirectory directory) {
    return directory.inWorkspace(declaration.workspace()).stream()
        .filter(other -> !References.key(other).equals(References.key(resource)))
        .filter(Ownership::owns)
        .filter(other -> isRival(other, resource, directory))
        .sorted(OLDER)
        .toList();
  }

  /** The one that the workspace belongs to; empty if that is the resource itself. */
  static Optional<VoiceAssistant> winner(VoiceAssistant resource, List<VoiceAssistant> rivals) {
    return rivals.stream().findFirst().filter(other -> OLDER.compare(other, resource) < 0);
  }

  /**
   * "Mode Observe neither owns nor conflicts; a suspended one still owns." What can't be understood
   * owns nothing either.
   */
  private static boolean owns(VoiceAssistant other) {
    return !other.isMarkedForDeletion()
        && !References.isObserving(other)
        && SpecReader.read(other.decodeSpec()) instanceof SpecReading.Usable;
  }

  /**
   * Whether one of two for the workspace of the same name stands in the other's way. With the same
   * LumeniaAccount it does, in whatever state that is; with another one for the same account,
   * unless that is known to have no key: anybody can write down an account id.
   */
  boolean isRival(VoiceAssistant one, VoiceAssistant other, AssistantDirectory directory) {
    if (References.account(one).equals(References.account(other))) {
      return true;
    }
    Optional<LumeniaAccount> account = account(one, directory);
    Optional<Endpoint> endpoint = account.flatMap(this::endpoint);
    return endpoint.isPresent()
        && endpoint.equals(account(other, directory).flatMap(this::endpoint))
        && !isWithoutKey(account.get(), endpoint.get());
  }

  /**
   * Whether the account has no key with which the API could be called, and never had one. A key
   * that was accepted may be so again, and one that the API could not be asked about yet may be:
   * who takes over from those has to fight them.
   */
  private static boolean isWithoutKey(LumeniaAccount account, Endpoint endpoint) {
    LumeniaAccountStatus status = account.decodeStatus();
    return isRefused(status, account.getMetadata().getGeneration())
        && !endpoint.fingerprint().equals(status.accepted());
  }

  private static boolean isRefused(LumeniaAccountStatus status, @Nullable Long generation) {
    return Conditions.find(status.conditions(), Conditions.READY)
        .filter(ready -> "False".equals(ready.status()))
        .filter(ready -> Objects.equals(ready.observedGeneration(), generation))
        .flatMap(ready -> AccountReason.of(ready.reason()))
        .filter(AccountReason::isWithoutKey)
        .isPresent();
  }

  private static Optional<LumeniaAccount> account(
      VoiceAssistant assistant, AssistantDirectory directory) {
    var account = References.id(References.account(assistant));
    return directory.account(account.getNamespace().orElseThrow(), account.getName());
  }

  /** Empty if the spec does not say it in a way that can be called. */
  private Optional<Endpoint> endpoint(LumeniaAccount account) {
    return account.decodeSpec() instanceof Decoded.Valid<LumeniaAccountSpec>(var spec)
        ? resolver.endpoint(spec)
        : Optional.empty();
  }
}
