package net.lumenia.voice.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.session.LumeniaSession;
import net.lumenia.voice.session.ReadProgress;
import net.lumenia.voice.session.SessionResult;

/** Something of the accounts that a command uses, read once for each. */
final class AccountReads<T> {

  private final String what;
  private final Function<LumeniaSession, ApiResult<T>> reader;
  private final Map<String, ApiResult<T>> known = new HashMap<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * @param what is read, for messages
   */
  private AccountReads(String what, Function<LumeniaSession, ApiResult<T>> reader) {
    this.what = what;
    this.reader = reader;
  }

  /** The catalogs. */
  static AccountReads<Catalog> catalogs(ReadProgress progress) {
    return new AccountReads<>("the catalog", session -> session.catalog(progress));
  }

  /** The lists of phone numbers. */
  static AccountReads<PhoneNumbers> phoneNumbers(ReadProgress progress) {
    return new AccountReads<>(
        "the list of phone numbers", session -> session.phoneNumbers(progress));
  }

  /** What is read of an account, or why it cannot be read. */
  ApiResult<T> result(SessionResult account) {
    return switch (account) {
      case SessionResult.Opened(LumeniaSession session) ->
          once(session.endpoint().fingerprint(), () -> reader.apply(session));
      case SessionResult.Refused(String why) ->
          once(why, () -> new ApiResult.Failure<>(new ApiFailure.Forbidden(why)));
    };
  }

  /** What is read of an account; empty if it cannot be read. */
  Optional<T> of(SessionResult account) {
    return result(account) instanceof ApiResult.Success<T>(T value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private ApiResult<T> once(String key, Supplier<ApiResult<T>> read) {
    ApiResult<T> before = known.get(key);
    if (before != null) {
      return before;
    }
    ApiResult<T> result = read.get();
    known.put(key, result);
    if (result instanceof ApiResult.Failure<T>(ApiFailure failure)) {
      failures.add("%s cannot be read: %s".formatted(what, failure.message()));
    }
    return result;
  }

  /** What could not be read, and why. */
  List<String> failures() {
    return failures;
  }
}
