package net.lumenia.voice.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.ReadProgress;
import net.lumenia.voice.session.SessionResult;
import org.jspecify.annotations.Nullable;

/**
 * The live assistants of workspaces in one or several accounts.
 *
 * @param live in the order of the targets; without those that can't be read
 * @param failures why the others can't be read
 */
record LiveReads(Map<ExportTarget, LiveAssistant> live, Notes failures) {

  /** Reads all, one account after the other. */
  static LiveReads of(
      Collection<ExportTarget> targets, AccountSessions sessions, ReadProgress progress) {
    Map<String, List<ExportTarget>> accounts =
        targets.stream().collect(groupingBy(ExportTarget::account, LinkedHashMap::new, toList()));
    var results = new HashMap<ExportTarget, LiveAssistant>();
    var failures = new Notes();
    accounts.forEach(
        (account, inAccount) -> {
          switch (sessions.session(account)) {
            case SessionResult.Refused(String why) ->
                inAccount.forEach(target -> failures.add(target.workspace(), why));
            case SessionResult.Opened(var session) -> {
              var read =
                  session.read(inAccount.stream().map(ExportTarget::workspace).toList(), progress);
              inAccount.forEach(
                  target -> record(target, read.get(target.workspace()), results, failures));
            }
          }
        });
    var live = new LinkedHashMap<ExportTarget, LiveAssistant>();
    targets.stream()
        .filter(results::containsKey)
        .forEach(target -> live.put(target, results.get(target)));
    return new LiveReads(live, failures);
  }

  private static void record(
      ExportTarget target,
      @Nullable ApiResult<LiveAssistant> result,
      Map<ExportTarget, LiveAssistant> live,
      Notes failures) {
    switch (Objects.requireNonNull(result, "every workspace has a result")) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant assistant) -> live.put(target, assistant);
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          failures.add(target.workspace(), failure.message());
    }
  }
}
