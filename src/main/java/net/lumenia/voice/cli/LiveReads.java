package net.lumenia.voice.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
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
 * @param unprovisioned workspaces that exist and have no voice integration, so no assistant
 */
record LiveReads(
    Map<WorkspaceTarget, LiveAssistant> live, Notes failures, Set<WorkspaceSlug> unprovisioned) {

  /** Reads all, one account after the other. */
  static LiveReads of(
      Collection<WorkspaceTarget> targets, AccountSessions sessions, ReadProgress progress) {
    Map<String, List<WorkspaceTarget>> accounts =
        targets.stream()
            .collect(groupingBy(WorkspaceTarget::account, LinkedHashMap::new, toList()));
    var results = new HashMap<WorkspaceTarget, LiveAssistant>();
    var failures = new Notes();
    var unprovisioned = new LinkedHashSet<WorkspaceSlug>();
    accounts
        .values()
        .forEach(
            inAccount -> {
              switch (inAccount.getFirst().session(sessions)) {
                case SessionResult.Refused(String why) ->
                    inAccount.forEach(target -> failures.add(target.workspace(), why));
                case SessionResult.Opened(var session) -> {
                  var read =
                      session.read(
                          inAccount.stream().map(WorkspaceTarget::workspace).toList(), progress);
                  inAccount.forEach(
                      target ->
                          record(
                              target,
                              read.get(target.workspace()),
                              results,
                              failures,
                              unprovisioned));
                }
              }
            });
    var live = new LinkedHashMap<WorkspaceTarget, LiveAssistant>();
    targets.stream()
        .filter(results::containsKey)
        .forEach(target -> live.put(target, results.get(target)));
    return new LiveReads(live, failures, unprovisioned);
  }

  private static void record(
      WorkspaceTarget target,
      @Nullable ApiResult<LiveAssistant> result,
      Map<WorkspaceTarget, LiveAssistant> live,
      Notes failures,
      Set<WorkspaceSlug> unprovisioned) {
    switch (Objects.requireNonNull(result, "every workspace has a result")) {
      case ApiResult.Success<LiveAssistant>(LiveAssistant assistant) -> live.put(target, assistant);
      case ApiResult.Failure<LiveAssistant>(ApiFailure.NotProvisioned _) ->
          unprovisioned.add(target.workspace());
      case ApiResult.Failure<LiveAssistant>(ApiFailure failure) ->
          failures.add(target.workspace(), failure.message());
    }
  }
}
