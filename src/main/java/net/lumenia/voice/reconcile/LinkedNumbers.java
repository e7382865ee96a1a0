package net.lumenia.voice.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
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
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.status.NumberHolder;

/**
 * Which VoiceAssistant of an account has which phone number, by its last check, and which ones wait
 * for a number. If an assistant lets go of a number, those that wait for it are requeued. It is an
 * index: no lookup scans assistants. It has an entry for each assistant with a number, and a
 * restart fills it again. Thread-safe.
 */
final class LinkedNumbers {

  /** How many assistants that wait for each other are followed. */
  private static final int LONGEST_CIRCLE = 16;

  private static final class Account {
    private final AccountEndpoint endpoint;
    private final Map<Long, NavigableSet<String>> holders = new HashMap<>();
    private final Map<Long, Set<String>> waiting = new HashMap<>();

    Account(AccountEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    boolean isEmpty() {
      return holders.isEmpty() && waiting.isEmpty();
    }
  }

  /**
   * An assistant as it was at its last check.
   *
   * @param linked the number of the live assistant
   * @param wanted the number in the spec
   * @param awaited the number for which it waits
   */
  private record Assistant(
      AccountEndpoint account,
      Optional<Long> linked,
      Optional<Long> wanted,
      Optional<Long> awaited) {

    Assistant awaiting(Optional<Long> number) {
      return new Assistant(account, linked, wanted, number);
    }

    /** The same with an equal endpoint, so that the assistants of an account share one. */
    Assistant at(AccountEndpoint shared) {
      return new Assistant(shared, linked, wanted, awaited);
    }
  }

  private final Consumer<ResourceID> requeue;
  private final Map<AccountEndpoint, Account> accounts = new HashMap<>();
  private final Map<String, Assistant> assistants = new HashMap<>();

  /**
   * @param requeue starts the reconcile of an assistant
   */
  LinkedNumbers(Consumer<ResourceID> requeue) {
    this.requeue = requeue;
  }

  /** The number that an assistant had at its last check. */
  synchronized Optional<Long> linked(String assistant, AccountEndpoint account) {
    return known(assistant, account).flatMap(Assistant::linked);
  }

  /**
   * Records a check of an assistant, and requeues those that wait for the number it had before.
   *
   * @param assistant as namespace/name
   * @param linked the number of the live assistant
   * @param wanted the number in the spec
   */
  void update(
      String assistant, AccountEndpoint account, Optional<Long> linked, Optional<Long> wanted) {
    Set<String> woken;
    synchronized (this) {
      Optional<Assistant> before = Optional.ofNullable(assistants.get(assistant));
      Optional<Long> awaited =
          known(assistant, account)
              .flatMap(Assistant::awaited)
              .filter(number -> wanted.equals(Optional.of(number)))
              .filter(number -> !linked.equals(Optional.of(number)));
      replace(assistant, Optional.of(new Assistant(account, linked, wanted, awaited)));
      woken = before.map(one -> freed(one, assistant)).orElseGet(Set::of);
    }
    requeue(woken);
  }

  /** Drops a deleted assistant. Its live assistant keeps the number. */
  synchronized void forget(String assistant) {
    replace(assistant, Optional.empty());
  }

  /**
   * Records that an assistant needs a number that it does not have. It waits until the number is
   * let go of, or until it needs it no longer.
   */
  void await(String assistant, AccountEndpoint account, Optional<Long> linked, long number) {
    update(assistant, account, linked, Optional.of(number));
    synchronized (this) {
      replace(
          assistant,
          Optional.of(new Assistant(account, linked, Optional.of(number), Optional.of(number))));
    }
  }

  /** Whether an assistant still waits for a number. */
  synchronized boolean isAwaited(String assistant, AccountEndpoint account, long number) {
    return known(assistant, account)
        .flatMap(Assistant::awaited)
        .filter(awaited -> awaited == number)
        .isPresent();
  }

  /** The assistant that has a number; empty if none is known but the one that asks. */
  synchronized Optional<NumberHolder> holder(String asking, AccountEndpoint account, long number) {
    return holderOf(account, number, asking)
        .map(holder -> new NumberHolder(holder, indexed(holder).wanted(), circle(asking, holder)));
  }

  /** Follows the assistants from holder to holder, until one waits for the number of the first. */
  private Optional<List<String>> circle(String asking, String holder) {
    var path = new ArrayList<String>();
    Optional<String> last = Optional.of(holder);
    while (last.isPresent() && path.size() < LONGEST_CIRCLE) {
      Optional<String> next = holderOfAwaited(last.get());
      if (next.filter(asking::equals).isPresent()) {
        return Optional.of(path);
      }
      next.ifPresent(path::add);
      last = next;
    }
    return Optional.empty();
  }

  private Optional<String> holderOfAwaited(String assistant) {
    Assistant waiting = indexed(assistant);
    return waiting
        .wanted()
        .filter(wanted -> !waiting.linked().equals(Optional.of(wanted)))
        .flatMap(wanted -> holderOf(waiting.account(), wanted, assistant));
  }

  private Optional<String> holderOf(AccountEndpoint account, long number, String except) {
    return Optional.ofNullable(accounts.get(account))
        .map(one -> one.holders.get(number))
        .flatMap(holders -> holders.stream().filter(holder -> !holder.equals(except)).findFirst());
  }

  private Assistant indexed(String assistant) {
    return Objects.requireNonNull(assistants.get(assistant));
  }

  private Optional<Assistant> known(String assistant, AccountEndpoint account) {
    return Optional.ofNullable(assistants.get(assistant))
        .filter(one -> one.account().equals(account));
  }

  /** Those that waited for the number that an assistant had, if it has it no longer. */
  private Set<String> freed(Assistant before, String assistant) {
    Optional<Long> free =
        before
            .linked()
            .filter(number -> !linked(assistant, before.account()).equals(Optional.of(number)));
    Set<String> woken =
        free.flatMap(
                number ->
                    Optional.ofNullable(accounts.get(before.account()))
                        .map(account -> account.waiting.get(number)))
            .map(Set::copyOf)
            .orElseGet(Set::of);
    woken.forEach(
        waiter -> replace(waiter, Optional.of(indexed(waiter).awaiting(Optional.empty()))));
    return woken;
  }

  private void replace(String key, Optional<Assistant> next) {
    Optional.ofNullable(assistants.remove(key)).ifPresent(old -> remove(key, old));
    next.filter(one -> one.linked().isPresent() || one.awaited().isPresent())
        .ifPresent(one -> add(key, one));
  }

  private void add(String key, Assistant assistant) {
    Account account = accounts.computeIfAbsent(assistant.account(), Account::new);
    assistants.put(key, assistant.at(account.endpoint));
    assistant
        .linked()
        .ifPresent(
            number -> account.holders.computeIfAbsent(number, _ -> new TreeSet<>()).add(key));
    assistant
        .awaited()
        .ifPresent(
            number -> account.waiting.computeIfAbsent(number, _ -> new HashSet<>()).add(key));
  }

  private void remove(String key, Assistant assistant) {
    Account account = Objects.requireNonNull(accounts.get(assistant.account()));
    assistant.linked().ifPresent(number -> remove(account.holders, number, key));
    assistant.awaited().ifPresent(number -> remove(account.waiting, number, key));
    if (account.isEmpty()) {
      accounts.remove(assistant.account());
    }
  }

  private static <S extends Set<String>> void remove(Map<Long, S> sets, long number, String key) {
    S set = sets.get(number);
    if (set != null && set.remove(key) && set.isEmpty()) {
      sets.remove(number);
    }
  }

  /** Called without the lock, because a reconcile may start at once. */
  private void requeue(Set<String> woken) {
    woken.stream().map(References::id).forEach(requeue);
  }

  /** The number of assistants and accounts in the index. */
  synchronized int size() {
    return assistants.size() + accounts.size();
  }
}
