package net.lumenia.voice.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.review.ReviewTarget;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.LumeniaSession;
import net.lumenia.voice.session.ReadProgress;
import net.lumenia.voice.session.SessionResult;

/** The live API. */
final class SessionSource implements ReviewSource {

  private final AccountSessions sessions;
  private final SessionAccountData accounts;
  private final ReadProgress progress;

  SessionSource(AccountSessions sessions, ReadProgress progress) {
    this.sessions = sessions;
    this.progress = progress;
    accounts = new SessionAccountData(sessions, progress);
  }

  @Override
  public Map<ReviewTarget, ApiResult<LiveAssistant>> read(List<ReviewTarget> targets) {
    var results = new HashMap<ReviewTarget, ApiResult<LiveAssistant>>();
    targets.stream()
        .collect(groupingBy(ReviewTarget::account, LinkedHashMap::new, toList()))
        .values()
        .forEach(inAccount -> results.putAll(readAccount(inAccount)));
    return results;
  }

  private Map<ReviewTarget, ApiResult<LiveAssistant>> readAccount(List<ReviewTarget> targets) {
    ReviewTarget first = targets.getFirst();
    var results = new HashMap<ReviewTarget, ApiResult<LiveAssistant>>();
    switch (sessions.session(first.namespace(), first.desired().accountName())) {
      case SessionResult.Opened(LumeniaSession session) -> {
        var live =
            session.read(
                targets.stream().map(target -> target.desired().workspace()).toList(), progress);
        targets.forEach(
            target ->
                results.put(
                    target, Objects.requireNonNull(live.get(target.desired().workspace()))));
      }
      case SessionResult.Refused(String why) ->
          targets.forEach(
              target ->
                  results.put(target, new ApiResult.Failure<>(new ApiFailure.Forbidden(why))));
    }
    return results;
  }

  @Override
  public Optional<Catalog> catalog(ReviewTarget target) {
    return accounts.catalog(target.assistant());
  }

  @Override
  public ApiResult<PhoneNumbers> phoneNumbers(ReviewTarget target) {
    return accounts.readPhoneNumbers(target.assistant());
  }

  @Override
  public List<String> warnings() {
    return accounts.catalogFailures();
  }
}
