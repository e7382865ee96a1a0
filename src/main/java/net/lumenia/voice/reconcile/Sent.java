package net.lumenia.voice.reconcile;

import java.time.Instant;
import java.util.Set;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.plan.Plan;

/**
 * A PATCH on its way.
 *
 * @param time when it was sent
 */
record Sent(Plan.Change change, Instant time) {

  Set<Field> fields() {
    return change.patch().fields();
  }
}
