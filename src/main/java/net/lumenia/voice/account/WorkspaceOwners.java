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
 * Which VoiceAssistant a workspace belongs to: "Two VoiceAssistants on the same (base URL, account,
 * workspace): the older wins", ties by namespace and name; one whose account never had an accepted
 * key does not count. An index of all claims, which the informers' events keep: every version of a
 * spec is decoded once, and neither a question nor a change looks at more than the first of those
 * that want the same workspace. Thread-safe.
 *
 * <p>When the first changes, two are woken: the one that was, and the one that is. The others have
 * to know nothing new but a name, which waits for their resync: else n of them that are deleted one
 * after the other would cost n x n reconciles.
 */
public final class WorkspaceOwners {

  /** Those that want the same workspace, in one of the two ways in which that is known. */
  private sealed interface Contest {

    /** With the same LumeniaAccount, in whatever state that is. */
    record UnderAccount(WorkspaceSlug workspace, String account) implements Contest {}

    /** With LumeniaAccounts for the same account of the API that may have a token for it. */
    record AtEndpoint(WorkspaceSlug workspace, AccountEndpoint endpoint) implements Contest {}
  }

  /** What makes a version of an assistant another one for this. */
  private record Version(@Nullable String uid, @Nullable Long generation, boolean isLeaving) {

    static Version of(VoiceAssistant assistant) {
      return new Version(
          assistant.getMetadata().getUid(),
          assistant.getMetadata().getGeneration(),
          assistant.isMarkedForDeletion());
    }
  }

  private record Known(Version version, Optional<WorkspaceClaim> claim) {}

  /**
   * What of an account matters here.
   *
   * @param endpoint empty if its spec does not say it in a way that can be called
   * @param hasToken whether it has, or may have, a token for it
   */
  private record Standing(Optional<AccountEndpoint> endpoint, boolean hasToken) {
    static final Standing NONE = new Standing(Optional.empty(), false);
  }

  private final AccountResolver resolver;
  private final Consumer<ResourceID> wake;
  private final Function<VoiceAssistant, Optional<WorkspaceClaim>> reader;
  private final Comparator<WorkspaceClaim> order;

  private final Map<String, Known> assistants = new HashMap<>();
  private final Map<String, Standing> accounts = new HashMap<>();
  private final Map<String, Set<WorkspaceClaim>> byAccount = new HashMap<>();
  private final Map<Contest, NavigableSet<WorkspaceClaim>> contests = new HashMap<>();

  /**
   * @param wake starts the reconcile of an assistant
   */
  public WorkspaceOwners(AccountResolver resolver, Consumer<ResourceID> wake) {
    this(resolver, wake, WorkspaceClaim::of, WorkspaceClaim.OLDER);
  }

  /** With its own way to read a claim and to compare two, so that a test can count. */
  public WorkspaceOwners(
      AccountResolver resolver,
      Consumer<ResourceID> wake,
      Function<VoiceAssistant, Optional<WorkspaceClaim>> reader,
      Comparator<WorkspaceClaim> order) {
    this.resolver = resolver;
    this.wake = wake;
    this.reader = reader;
    this.order = order;
  }

  /**
   * The key of the assistant that the workspace belongs to; empty if that is this one.
   *
   * @param account that of the claim as it is used now, which the index may be about to hear of
   */
  public Optional<String> owner(WorkspaceClaim claim, Optional<LumeniaAccount> account) {
    Optional<AccountEndpoint> endpoint = account.flatMap(this::endpoint);
    Stream<Contest> joined =
        Stream.concat(
            Stream.of(new Contest.UnderAccount(claim.workspace(), claim.account())),
            endpoint.stream().map(at -> new Contest.AtEndpoint(claim.workspace(), at)));
    synchronized (this) {
      return joined
          .flatMap(contest -> first(contest).stream())
          .filter(first -> !first.key().equals(claim.key()))
          .filter(first -> order.compare(first, claim) < 0)
          .min(order)
          .map(WorkspaceClaim::key);
    }
  }

  /** Takes in an assistant as it is now. A status write changes nothing, and costs nothing. */
  public void see(VoiceAssistant assistant) {
    String key = References.key(assistant);
    Version version = Version.of(assistant);
    synchronized (this) {
      if (assistants.containsKey(key) && assistants.get(key).version().equals(version)) {
        return;
      }
    }
    var known = new Known(version, reader.apply(assistant));
    // The event that told of this version starts its reconcile, too.
    wake(replace(key, Optional.of(known)).stream().filter(woken -> !woken.equals(key)));
  }

  /** An assistant is gone. */
  public void forgetAssistant(String key) {
    wake(replace(key, Optional.empty()).stream().filter(woken -> !woken.equals(key)));
  }

  private synchronized Set<String> replace(String key, Optional<Known> next) {
    Optional<WorkspaceClaim> before =
        Optional.ofNullable(assistants.get(key)).flatMap(Known::claim);
    Optional<WorkspaceClaim> after = next.flatMap(Known::claim);
    var changed = new HashSet<String>();
    next.ifPresentOrElse(known -> assistants.put(key, known), () -> assistants.remove(key));
    if (before.equals(after)) {
      return changed;
    }
    before.ifPresent(
        claim -> {
          contestsOf(claim).forEach(contest -> changed.addAll(leave(contest, claim)));
          remove(byAccount, claim.account(), claim);
        });
    after.ifPresent(
        claim -> {
          byAccount.computeIfAbsent(claim.account(), _ -> new HashSet<>()).add(claim);
          contestsOf(claim).forEach(contest -> changed.addAll(join(contest, claim)));
        });
    return changed;
  }

  /** Takes in an account as it is now. */
  public void see(LumeniaAccount account) {
    stand(References.key(account), standing(account));
  }

  /** An account is gone. */
  public void forgetAccount(String key) {
    stand(key, Standing.NONE);
  }

  private void stand(String account, Standing standing) {
    var changed = new HashSet<String>();
    synchronized (this) {
      if (accounts.getOrDefault(account, Standing.NONE).equals(standing)) {
        return;
      }
      Collection<WorkspaceClaim> claims = byAccount.getOrDefault(account, Set.of());
      claims.forEach(claim -> atEndpoint(claim).forEach(at -> changed.addAll(leave(at, claim))));
      if (standing.equals(Standing.NONE)) {
        accounts.remove(account);
      } else {
        accounts.put(account, standing);
      }
      claims.forEach(claim -> atEndpoint(claim).forEach(at -> changed.addAll(join(at, claim))));
      // They may have asked before this was known.
      claims.forEach(claim -> changed.add(claim.key()));
    }
    wake(changed.stream());
  }

  /** Without the lock: a reconcile that starts may ask at once. */
  private void wake(Stream<String> keys) {
    keys.map(References::id).forEach(wake);
  }

  private List<Contest> contestsOf(WorkspaceClaim claim) {
    var all = new ArrayList<Contest>(atEndpoint(claim).toList());
    all.add(new Contest.UnderAccount(claim.workspace(), claim.account()));
    return all;
  }

  /** Whom the account leads to, if that counts: anybody can write down an account id. */
  private Stream<Contest> atEndpoint(WorkspaceClaim claim) {
    Standing standing = accounts.getOrDefault(claim.account(), Standing.NONE);
    return standing.endpoint().stream()
        .filter(_ -> standing.hasToken())
        .map(endpoint -> new Contest.AtEndpoint(claim.workspace(), endpoint));
  }

  /** Returns the keys of those whose place as the first changed hands. */
  private Set<String> join(Contest contest, WorkspaceClaim claim) {
    Optional<WorkspaceClaim> before = first(contest);
    contests.computeIfAbsent(contest, _ -> new TreeSet<>(order)).add(claim);
    return changed(before, first(contest));
  }

  private Set<String> leave(Contest contest, WorkspaceClaim claim) {
    Optional<WorkspaceClaim> before = first(contest);
    remove(contests, contest, claim);
    return changed(before, first(contest));
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

  private Optional<WorkspaceClaim> first(Contest contest) {
    return Optional.ofNullable(contests.get(contest)).map(NavigableSet::first);
  }

  private static <K, S extends Set<WorkspaceClaim>> void remove(
      Map<K, S> sets, K key, WorkspaceClaim claim) {
    S set = sets.get(key);
    if (set != null && set.remove(claim) && set.isEmpty()) {
      sets.remove(key);
    }
  }

  /** Of how many assistants and accounts something is remembered. */
  public synchronized int size() {
    return assistants.size() + accounts.size();
  }

  private Standing standing(LumeniaAccount account) {
    Optional<AccountEndpoint> endpoint = endpoint(account);
    return new Standing(
        endpoint, endpoint.filter(leadsTo -> !isWithoutKey(account, leadsTo)).isPresent());
  }

  /**
   * Whether the account has no key with which the API could be called, and never had one. A key
   * that was accepted may be so again, and one that the API could not be asked about yet may be:
   * who takes over from those has to fight them.
   */
  private static boolean isWithoutKey(LumeniaAccount account, AccountEndpoint endpoint) {
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

  /** Empty if the spec does not say it in a way that can be called. */
  private Optional<AccountEndpoint> endpoint(LumeniaAccount account) {
    return account.decodeSpec() instanceof Decoded.Valid<LumeniaAccountSpec>(var spec)
        ? resolver.endpoint(spec)
        : Optional.empty();
  }
}
