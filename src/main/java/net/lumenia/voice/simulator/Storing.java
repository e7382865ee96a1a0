package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The faults between what was accepted and what is stored. */
final class Storing {

  private Storing() {}

  /** What is stored in place of the accepted assistant; all alterations that apply, in order. */
  static ObjectNode altered(Strikes strikes, ObjectNode before, JsonNode sent, ObjectNode after) {
    ObjectNode stored = after.deepCopy();
    for (var strike :
        strikes.all(FaultKind.Alteration.class, kind -> anySent(kind.fields(), sent))) {
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
      case FaultKind.Normalise(Set<String> _, Normalisation how) ->
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
