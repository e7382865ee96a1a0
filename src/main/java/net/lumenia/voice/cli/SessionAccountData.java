package net.lumenia.voice.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.review.AccountData;
import net.lumenia.voice.review.ManifestCheck;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.ReadProgress;
import net.lumenia.voice.session.SessionResult;

/** What the API says about accounts. */
final class SessionAccountData implements AccountData {

  private final AccountSessions sessions;
  private final AccountReads<Catalog> catalogs;
  private final AccountReads<PhoneNumbers> numbers;

  SessionAccountData(AccountSessions sessions, ReadProgress progress) {
    this.sessions = sessions;
    catalogs = AccountReads.catalogs(progress);
    numbers = AccountReads.phoneNumbers(progress);
  }

  @Override
  public Optional<Catalog> catalog(ManifestAssistant assistant) {
    return catalogs.of(session(assistant));
  }

  @Override
  public Optional<PhoneNumbers> phoneNumbers(ManifestAssistant assistant) {
    return numbers.of(session(assistant));
  }

  /** The phone numbers of the account of an assistant, or why they cannot be read. */
  ApiResult<PhoneNumbers> readPhoneNumbers(ManifestAssistant assistant) {
    return numbers.result(session(assistant));
  }

  private SessionResult session(ManifestAssistant assistant) {
    return sessions.session(
        assistant.namespace().orElseThrow(), ManifestCheck.desired(assistant).accountName());
  }

  /** Which catalogs could not be read, and why. */
  List<String> catalogFailures() {
    return catalogs.failures();
  }

  @Override
  public List<String> failures() {
    return Stream.concat(catalogs.failures().stream(), numbers.failures().stream()).toList();
  }
}
