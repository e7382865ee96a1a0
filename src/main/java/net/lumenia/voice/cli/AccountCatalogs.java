package net.lumenia.voice.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.review.ManifestCheck;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.LumeniaSession;
import net.lumenia.voice.session.ReadProgress;
import net.lumenia.voice.session.SessionResult;

/** The catalogs of the accounts that a command uses, each read once. */
final class AccountCatalogs {

  private final AccountSessions sessions;
  private final ReadProgress progress;
  private final Map<String, Optional<Catalog>> known = new HashMap<>();
  private final List<String> failures = new ArrayList<>();

  AccountCatalogs(AccountSessions sessions, ReadProgress progress) {
    this.sessions = sessions;
    this.progress = progress;
  }

  /** The catalog of an assistant's account; empty if it cannot be read. */
  Optional<Catalog> of(ManifestAssistant assistant) {
    return of(
        sessions.session(
            assistant.namespace().orElseThrow(), ManifestCheck.desired(assistant).accountName()));
  }

  /** The catalog of an account; empty if it cannot be read. */
  Optional<Catalog> of(SessionResult account) {
    return switch (account) {
      case SessionResult.Opened(LumeniaSession session) ->
          once(session.endpoint().fingerprint(), () -> read(session));
      case SessionResult.Refused(String why) -> once(why, () -> fail(why));
    };
  }

  private Optional<Catalog> once(String key, Supplier<Optional<Catalog>> reader) {
    Optional<Optional<Catalog>> before = Optional.ofNullable(known.get(key));
    Optional<Catalog> catalog = before.orElseGet(reader);
    known.put(key, catalog);
    return catalog;
  }

  private Optional<Catalog> read(LumeniaSession session) {
    return switch (session.catalog(progress)) {
      case ApiResult.Success<Catalog>(Catalog catalog) -> Optional.of(catalog);
      case ApiResult.Failure<Catalog>(var failure) -> fail(failure.message());
    };
  }

  private Optional<Catalog> fail(String why) {
    failures.add("the catalog cannot be read: " + why);
    return Optional.empty();
  }

  /** Why catalogs could not be read. */
  List<String> failures() {
    return failures;
  }
}
