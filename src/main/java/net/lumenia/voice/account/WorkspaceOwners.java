package net.lumenia.voice.account;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.status.AccountReason;
import net.lumenia.voice.status.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Decides which VoiceAssistant owns a workspace. Of several that claim the same workspace with the
 * same base URL and account id, the oldest is the owner; equally old ones are ordered by namespace
 * and name. A claim does not conflict with those of other LumeniaAccounts if its own never had an
 * accepted token.
 *
 * <p>It is an index of all claims, updated by the informers' events. Each version of a spec is
 * decoded once, and a lookup or an update reads only the first of the conflicting claims.
 *
 * <p>If the owner changes, the old and the new owner are requeued. The others learn the new owner's
 * name at their next resync: otherwise the deletion of n of them would cost n x n reconciles.
 * Thread-safe.
 */
public final class WorkspaceOwners {

  /** Claims with the same key conflict. */
  private sealed interface ConflictKey {

    /** The same LumeniaAccount, whatever its state. */
    record ByAccount(WorkspaceSlug workspace, String account) implements ConflictKey {}

    /** LumeniaAccounts with the same endpoint that may have a token for it. */
    record ByEndpoint(WorkspaceSlug workspace, AccountEndpoint endpoint) implements ConflictKey {}
  }

  /** Versions of an assistant that are equal have the same claim. */
  private record Version(@Nullable String uid, @Nullable Long generation, boolean isDeleting) {

    /** Of a claim that was read elsewhere. */
    static final Version UNKNOWN = new Version(null, null, false);

    static Version of(VoiceAssistant assistant) {
      return new Version(
          assistant.getMetadata().getUid(),
          assistant.getMetadata().getGeneration(),
          assistant.isMarkedForDeletion());
    }
  }

  private record Indexed(Version version, Optional<WorkspaceClaim> claim) {}

  /**
   * The properties of an account that decide about conflicts.
   *
   * @param endpoint empty if its spec has none that is valid
   * @param mayHaveToken whether it may have a valid token for the endpoint
   */
  private record AccountState(Optional<AccountEndpoint> endpoint, boolean mayHaveToken) {
    static final AccountState NONE = new AccountState(Optional.empty(), false);
  }

  private final AccountResolver resolver;
  private final Consumer<ResourceID> requeue;
  private final Function<VoiceAssistant, Optional<WorkspaceClaim>> reader;
  private final Comparator<WorkspaceClaim> order;

  private final Map<String, Indexed> assistants = new HashMap<>();
  private final Map<String, AccountState> accounts = new HashMap<>();
  private final Map<String, Set<WorkspaceClaim>> byAccount = new HashMap<>();
  private final Map<ConflictKey, NavigableSet<WorkspaceClaim>> byConflictKey = new HashMap<>();

  /**
   * @param requeue requeues an assistant
   */
  public WorkspaceOwners(AccountResolver resolver, Consumer<ResourceID> requeue) {
    this(resolver, requeue, WorkspaceClaim::of, WorkspaceClaim.OLDER);
  }

  /** With a reader and an order of its own, so that a test can count the calls. */
  WorkspaceOwners(
      AccountResolver resolver,
      Consumer<ResourceID> requeue,
      Function<VoiceAssistant, Optional<WorkspaceClaim>> reader,
      Comparator<WorkspaceClaim> order) {
    this.resolver = resolver;
    this.requeue = requeue;
    this.reader = reader;
    this.order = order;
  }

  /**
   * The key of the assistant that owns the workspace; empty if it is the claim's own.
   *
   * @param account the claim's account as the caller sees it, which may be newer than the index
   */
  public Optional<String> owner(WorkspaceClaim claim, Optional<LumeniaAccount> account) {
    Optional<AccountEndpoint> endpoint = account.flatMap(this::endpoint);
    Stream<ConflictKey> conflictKeys =
        Stream.concat(
            Stream.of(new ConflictKey.ByAccount(claim.workspace(), claim.account())),
            endpoint.stream().map(at -> new ConflictKey.ByEndpoint(claim.workspace(), at)));
    synchronized (this) {
      return conflictKeys
          .flatMap(conflictKey -> first(conflictKey).stream())
          .filter(first -> !first.key().equals(claim.key()))
          .filter(first -> order.compare(first, claim) < 0)
          .min(order)
          .map(WorkspaceClaim::key);
    }
  }

  /** Indexes the current version of an assistant. A status write is ignored without decoding. */
  public void update(VoiceAssistant assistant) {
    String key = References.key(assistant);
    Version version = Version.of(assistant);
    synchronized (this) {
      if (assistants.containsKey(key) && assistants.get(key).version().equals(version)) {
        return;
      }
    }
    replaceAndRequeue(key, Optional.of(new Indexed(version, reader.apply(assistant))));
  }

  /** Indexes a claim that replaces the one of the same assistant. */
  void update(WorkspaceClaim claim) {
    replaceAndRequeue(claim.key(), Optional.of(new Indexed(Version.UNKNOWN, Optional.of(claim))));
  }

  /** Removes a deleted assistant from the index. */
  public void forgetAssistant(String key) {
    replaceAndRequeue(key, Optional.empty());
  }

  /** The assistant itself is not requeued: the event that caused this starts its reconcile. */
  private void replaceAndRequeue(String key, Optional<Indexed> next) {
    requeue(replace(key, next).stream().filter(changed -> !changed.equals(key)));
  }

  private synchronized Set<String> replace(String key, Optional<Indexed> next) {
    Optional<WorkspaceClaim> before =
        Optional.ofNullable(assistants.get(key)).flatMap(Indexed::claim);
    Optional<WorkspaceClaim> after = next.flatMap(Indexed::claim);
    var changed = new HashSet<String>();
    next.ifPresentOrElse(indexed -> assistants.put(key, indexed), () -> assistants.remove(key));
    if (before.equals(after)) {
      return changed;
    }
    before.ifPresent(
        claim -> {
          conflictKeys(claim).forEach(conflictKey -> changed.addAll(remove(conflictKey, claim)));
          remove(byAccount, claim.account(), claim);
        });
    after.ifPresent(
        claim -> {
          byAccount.computeIfAbsent(claim.account(), _ -> new HashSet<>()).add(claim);
          conflictKeys(claim).forEach(conflictKey -> changed.addAll(add(conflictKey, claim)));
        });
    return changed;
  }

  /** Indexes the current version of an account. */
  public void update(LumeniaAccount account) {
    updateAccount(References.key(account), state(account));
  }

  /** Removes a deleted account from the index. */
  void forgetAccount(String key) {
    updateAccount(key, AccountState.NONE);
  }

  private void updateAccount(String account, AccountState state) {
    var changed = new HashSet<String>();
    synchronized (this) {
      if (accounts.getOrDefault(account, AccountState.NONE).equals(state)) {
        return;
      }
      Collection<WorkspaceClaim> claims = byAccount.getOrDefault(account, Set.of());
      claims.forEach(claim -> byEndpoint(claim).forEach(at -> changed.addAll(remove(at, claim))));
      if (state.equals(AccountState.NONE)) {
        accounts.remove(account);
      } else {
        accounts.put(account, state);
      }
      claims.forEach(claim -> byEndpoint(claim).forEach(at -> changed.addAll(add(at, claim))));
      // They may have called owner before this state was known.
      claims.forEach(claim -> changed.add(claim.key()));
    }
    requeue(changed.stream());
  }

  /** Called without the lock, because a reconcile that starts may call owner at once. */
  private void requeue(Stream<String> keys) {
    keys.map(References::id).forEach(requeue);
  }

  private List<ConflictKey> conflictKeys(WorkspaceClaim claim) {
    var all = new ArrayList<ConflictKey>(byEndpoint(claim).toList());
    all.add(new ConflictKey.ByAccount(claim.workspace(), claim.account()));
    return all;
  }

  /** Empty for an account without a token: an account id alone gives no right to a workspace. */
  private Stream<ConflictKey> byEndpoint(WorkspaceClaim claim) {
    AccountState state = accounts.getOrDefault(claim.account(), AccountState.NONE);
    return state.endpoint().stream()
        .filter(_ -> state.mayHaveToken())
        .map(endpoint -> new ConflictKey.ByEndpoint(claim.workspace(), endpoint));
  }

  /** Returns the keys of the first claims before and after, if they differ. */
  private Set<String> add(ConflictKey key, WorkspaceClaim claim) {
    Optional<WorkspaceClaim> before = first(key);
    byConflictKey.computeIfAbsent(key, _ -> new TreeSet<>(order)).add(claim);
    return changed(before, first(key));
  }

  private Set<String> remove(ConflictKey key, WorkspaceClaim claim) {
    Optional<WorkspaceClaim> before = first(key);
    remove(byConflictKey, key, claim);
    return changed(before, first(key));
  }

  private static Set<String> changed(
      Optional<WorkspaceClaim> before, Optional<WorkspaceClaim> after) {
    var keys = new HashSet<String>();
    if (!before.equals(after)) {
      before.ifPresent(claim -> keys.add(claim.key()));
      after.ifPresent(claim -> keys.add(claim.key()));
    }
    return keys;
  }

  private Optional<WorkspaceClaim> first(ConflictKey key) {
    return Optional.ofNullable(byConflictKey.get(key)).map(NavigableSet::first);
  }

  private static <K, S extends Set<WorkspaceClaim>> void remove(
      Map<K, S> sets, K key, WorkspaceClaim claim) {
    S set = sets.get(key);
    if (set != null && set.remove(claim) && set.isEmpty()) {
      sets.remove(key);
    }
  }

  /** The number of indexed assistants and accounts. */
  synchronized int size() {
    return assistants.size() + accounts.size();
  }

  private AccountState state(LumeniaAccount account) {
    Optional<AccountEndpoint> endpoint = endpoint(account);
    return new AccountState(
        endpoint, endpoint.filter(at -> !neverHadToken(account, at)).isPresent());
  }

  /**
   * Whether the account has no valid token and never had one. A token that was accepted once, or
   * not checked yet, may be accepted later; then two assistants would overwrite each other if
   * another one took over the workspace meanwhile.
   */
  private static boolean neverHadToken(LumeniaAccount account, AccountEndpoint endpoint) {
    LumeniaAccountStatus status = account.decodeStatus();
    return isRefused(status, account.getMetadata().getGeneration())
        && !endpoint.fingerprint().equals(status.accepted());
  }

  private static boolean isRefused(LumeniaAccountStatus status, @Nullable Long generation) {
    return Conditions.find(status.conditions(), Conditions.READY)
        .filter(ready -> "False".equals(ready.status()))
        .filter(ready -> Objects.equals(ready.observedGeneration(), generation))
        .flatMap(ready -> AccountReason.of(ready.reason()))
        .filter(AccountReason::isWithoutToken)
        .isPresent();
  }

  private Optional<AccountEndpoint> endpoint(LumeniaAccount account) {
    return account.decodeSpec() instanceof Decoded.Valid<LumeniaAccountSpec>(var spec)
        ? resolver.endpoint(spec)
        : Optional.empty();
  }
}
