package net.lumenia.voice.reconcile;

import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.account.AccountAccess;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.account.WorkspaceClaim;
import net.lumenia.voice.account.WorkspaceOwners;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.spec.DesiredState;
import net.lumenia.voice.spec.SpecReader;
import net.lumenia.voice.spec.SpecReading;

/**
 * An assistant to reconcile, and what its spec refers to. Each part is read on first use and
 * remembered: all checks see the same values, and nothing is read for a resource that an earlier
 * check stops. For one thread.
 *
 * <p>A part that rests on another one, such as the account on the spec, may be used only after the
 * {@link Prerequisites} of that one are met.
 */
final class ReconcileRequest {

  private final VoiceAssistant resource;
  private final AccountResolver resolver;
  private final AssistantLister lister;
  private final SpecReading spec;
  private final Supplier<Optional<LumeniaAccount>> account;
  private final Supplier<Decoded<LumeniaAccountSpec>> accountSpec;
  private final Supplier<LumeniaAccountStatus> accountStatus;
  private final Supplier<Optional<String>> otherOwner;
  private final Supplier<AccountAccess> access;
  private final Supplier<Optional<Prompt>> prompt;
  private final Supplier<DesiredState> desiredState;

  ReconcileRequest(
      VoiceAssistant resource,
      AssistantLister lister,
      AccountResolver resolver,
      WorkspaceOwners owners) {
    this.resource = resource;
    this.resolver = resolver;
    this.lister = lister;
    spec = SpecReader.read(resource.decodeSpec());
    account = new Once<>(() -> lister.account(namespace(), givenState().accountName()));
    otherOwner =
        new Once<>(
            () ->
                References.isObserving(resource)
                    ? Optional.empty()
                    : owners.owner(WorkspaceClaim.of(resource, givenState()), account()));
    accountSpec = new Once<>(() -> account().orElseThrow().decodeSpec());
    accountStatus = new Once<>(() -> account().orElseThrow().decodeStatus());
    access = new Once<>(this::readAccess);
    prompt =
        new Once<>(() -> givenState().promptFrom().map(from -> lister.prompt(namespace(), from)));
    desiredState = new Once<>(this::withPrompt);
  }

  VoiceAssistant resource() {
    return resource;
  }

  String namespace() {
    return resource.getMetadata().getNamespace();
  }

  SpecReading spec() {
    return spec;
  }

  /** What the spec says; empty if it is invalid. */
  Optional<DesiredState> validState() {
    return spec instanceof SpecReading.Usable(DesiredState state)
        ? Optional.of(state)
        : Optional.empty();
  }

  private DesiredState givenState() {
    return validState().orElseThrow();
  }

  /** What the spec says, with the prompt of its ConfigMap. */
  DesiredState desiredState() {
    return desiredState.get();
  }

  private DesiredState withPrompt() {
    return prompt.get().orElse(null) instanceof Prompt.Found(String text, _)
        ? givenState().withPrompt(text)
        : givenState();
  }

  /** The VoiceAssistant that owns the workspace, if it is another one. */
  Optional<String> otherOwner() {
    return otherOwner.get();
  }

  Optional<LumeniaAccount> account() {
    return account.get();
  }

  /** Whether this process checks the account, which must exist. */
  boolean isAccountServed() {
    return lister.serves(account().orElseThrow());
  }

  Decoded<LumeniaAccountSpec> decodedAccountSpec() {
    return accountSpec.get();
  }

  /** The spec of the account, which must be valid. */
  LumeniaAccountSpec accountSpec() {
    return switch (decodedAccountSpec()) {
      case Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec valid) -> valid;
      case Decoded.Invalid<LumeniaAccountSpec> invalid ->
          throw new IllegalStateException(invalid.toString());
    };
  }

  LumeniaAccountStatus accountStatus() {
    return accountStatus.get();
  }

  /** Whether the account's spec and Secret give all that a call needs. */
  AccountAccess access() {
    return access.get();
  }

  private AccountAccess readAccess() {
    LumeniaAccountSpec valid = accountSpec();
    return lister
        .token(namespace(), valid.tokenSecretRef())
        .map(token -> resolver.resolve(valid, token))
        .orElseGet(() -> new AccountAccess.Refused(AccountResolver.secretNotFound(valid)));
  }

  /** The credentials of the account, which must be usable. */
  Credentials credentials() {
    return switch (access()) {
      case AccountAccess.Usable(Credentials credentials) -> credentials;
      case AccountAccess.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  /** The prompt of the ConfigMap; empty if the spec refers to none. */
  Optional<Prompt> prompt() {
    return prompt.get();
  }

  /** Where the prompt comes from, if it is from a ConfigMap. */
  Optional<Prompt.Source> promptSource() {
    return prompt.get().orElse(null) instanceof Prompt.Found(_, Prompt.Source source)
        ? Optional.of(source)
        : Optional.empty();
  }

  /** Reads a value on first use. */
  private static final class Once<T> implements Supplier<T> {

    private final Supplier<T> reader;
    private Optional<T> value = Optional.empty();

    Once(Supplier<T> reader) {
      this.reader = reader;
    }

    @Override
    public T get() {
      if (value.isEmpty()) {
        value = Optional.of(reader.get());
      }
      return value.get();
    }
  }
}
