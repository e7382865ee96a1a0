package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Endpoint;

/**
 * Which VoiceAssistant a workspace belongs to: "Two VoiceAssistants on the same (base URL, account,
 * workspace): the older wins", ties by namespace and name. Found by index, from caches alone.
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

  /** The others that claim the same workspace, the oldest first. */
  List<VoiceAssistant> rivals(
      VoiceAssistant resource, Declaration declaration, AssistantDirectory directory) {
    return directory.inWorkspace(declaration.workspace()).stream()
        .filter(other -> !References.key(other).equals(References.key(resource)))
        .filter(Ownership::owns)
        .filter(other -> isSameAccount(resource, other, directory))
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

  /** Accounts that can't be resolved are the same if they are one resource. */
  private boolean isSameAccount(
      VoiceAssistant one, VoiceAssistant other, AssistantDirectory directory) {
    Optional<Endpoint> endpoint = endpoint(one, directory);
    return References.account(one).equals(References.account(other))
        || (endpoint.isPresent() && endpoint.equals(endpoint(other, directory)));
  }

  private Optional<Endpoint> endpoint(VoiceAssistant assistant, AssistantDirectory directory) {
    var account = References.id(References.account(assistant));
    return directory
        .account(account.getNamespace().orElseThrow(), account.getName())
        .flatMap(
            found ->
                found.decodeSpec() instanceof Decoded.Valid<LumeniaAccountSpec>(var spec)
                    ? resolver.endpoint(spec)
                    : Optional.empty());
  }
}
