package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Set;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.faults.Normalization;
import net.lumenia.voice.simulator.faults.RequestFaults;
import net.lumenia.voice.simulator.rules.Update;
import net.lumenia.voice.simulator.state.Account;
import net.lumenia.voice.simulator.state.SimulatorState;
import net.lumenia.voice.simulator.state.Workspace;

/** Checks a body and stores the result, with the faults that change either. */
final class AssistantWriter {

  private final SimulatorState state;

  AssistantWriter(SimulatorState state) {
    this.state = state;
  }

  Update update(Account account, Workspace workspace, JsonNode body, RequestFaults faults) {
    var reverts = new ArrayList<Runnable>();
    Update update =
        account.update(
            workspace,
            stored ->
                switch (decide(account, workspace, stored, body, faults)) {
                  case Update.Rejected rejected -> rejected;
                  case Update.Accepted(ObjectNode accepted) -> {
                    faults
                        .all(FaultKind.Revert.class, kind -> body.has(kind.field()))
                        .forEach(
                            strike ->
                                reverts.add(
                                    () ->
                                        state
                                            .reverts()
                                            .revert(account, workspace, stored, strike)));
                    yield new Update.Accepted(
                        isCreatedEmpty(workspace)
                            ? stored
                            : altered(faults, stored, body, accepted));
                  }
                });
    reverts.forEach(Runnable::run);
    return update;
  }

  private boolean isCreatedEmpty(Workspace workspace) {
    return workspace.assistant().isEmpty() && state.settings().emptyCreation();
  }

  private Update decide(
      Account account,
      Workspace workspace,
      ObjectNode stored,
      JsonNode body,
      RequestFaults faults) {
    return Update.decide(
        stored,
        body,
        state.catalog(),
        number ->
            account
                .numberProblem(workspace, number)
                .or(
                    () ->
                        faults
                            .first(FaultKind.NumberInUse.class, kind -> kind.affects(number))
                            .map(_ -> Account.linkedElsewhere(number))));
  }

  /** The assistant to store: the accepted one after all alterations, in order of injection. */
  private static ObjectNode altered(
      RequestFaults faults, ObjectNode before, JsonNode sent, ObjectNode after) {
    ObjectNode stored = after.deepCopy();
    for (var strike :
        faults.all(FaultKind.Alteration.class, kind -> anySent(kind.fields(), sent))) {
      strike.kind().fields().stream()
          .filter(sent::has)
          .forEach(field -> alter(strike.kind(), field, before, stored));
    }
    return stored;
  }

  private static boolean anySent(Set<String> fields, JsonNode sent) {
    return fields.stream().anyMatch(sent::has);
  }

  private static void alter(
      FaultKind.Alteration kind, String field, ObjectNode before, ObjectNode stored) {
    switch (kind) {
      case FaultKind.Normalize(Set<String> _, Normalization how) ->
          stored.set(field, how.of(stored.path(field)));
      case FaultKind.Ignore _ -> {
        if (before.has(field)) {
          stored.set(field, before.get(field));
        } else {
          stored.remove(field);
        }
      }
    }
  }
}
