package net.lumenia.voice.simulator.state;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import net.lumenia.voice.simulator.exchange.AccountId;

/** The accounts, and the tokens that give access to them. */
public final class Accounts {

  /**
   * The accounts of a token, which all belong to one partner.
   *
   * @param label identifies the token in logs and responses, which never contain the token itself
   */
  public record Grant(String label, Set<String> accounts) {

    Grant plus(String account) {
      Set<String> more = new TreeSet<>(accounts);
      more.add(account);
      return new Grant(label, more);
    }
  }

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final AtomicInteger labels = new AtomicInteger();
  private final Clock clock;

  Accounts(Clock clock) {
    this.clock = clock;
  }

  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** The account with this UUID; creates it if necessary. */
  public Account account(String accountId) {
    String id = AccountId.parse("account id", accountId);
    return accounts.computeIfAbsent(id, _ -> new Account(id, clock));
  }

  /** Gives a token access to an account; creates the account if necessary. */
  public Grant add(String accountId, String token) {
    if (!isToken(token)) {
      throw new IllegalArgumentException(
          "token: must be one or more of A-Z a-z 0-9 . _ ~ + / - and may end with =");
    }
    String id = account(accountId).id();
    return grants.compute(token, (_, known) -> (known == null ? newGrant() : known).plus(id));
  }

  private Grant newGrant() {
    return new Grant("token-" + labels.incrementAndGet(), Set.of());
  }

  /** Moves the access of the old token to the new one. */
  public void rotate(String oldToken, String newToken) {
    Optional.ofNullable(grants.remove(oldToken))
        .ifPresent(old -> old.accounts().forEach(account -> add(account, newToken)));
  }

  public void revoke(String token) {
    grants.remove(token);
  }

  /** Returns whether a token had this label. */
  public boolean revokeByLabel(String label) {
    return grants.values().removeIf(grant -> grant.label().equals(label));
  }

  public Optional<Grant> grant(String token) {
    return Optional.ofNullable(grants.get(token));
  }

  public List<Grant> grants() {
    return grants.values().stream().sorted(Comparator.comparing(Grant::label)).toList();
  }
}
