package net.lumenia.voice.docs;

import static net.lumenia.voice.docs.MarkdownTable.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.plan.FieldEvent;
import net.lumenia.voice.plan.FieldState;
import net.lumenia.voice.plan.FieldState.Stored;
import net.lumenia.voice.plan.Hold;
import net.lumenia.voice.plan.LiveFingerprint;

/** The transitions of {@link FieldState} in {@code docs/architecture.md}. */
final class FieldStatesBlock {

  private static final LiveFingerprint BEFORE = new LiveFingerprint("before", true);
  private static final LiveFingerprint AFTER = new LiveFingerprint("after", true);

  private static final List<FieldState> OTHERS =
      List.of(
          new FieldState.InSync(),
          new FieldState.Pending(),
          new FieldState.DriftReported(),
          new FieldState.DriftConflict(),
          new FieldState.Invalid(),
          new FieldState.Flapping());

  private static final FieldState SENT = new FieldState.Verifying("before", Optional.empty());
  private static final FieldState SENT_TWICE =
      new FieldState.Verifying("before", Optional.of(new Stored("after", false)));
  private static final FieldState NOT_CONVERGING =
      new FieldState.NotConverging(new Stored("after", false));

  private FieldStatesBlock() {}

  static String table() {
    var table =
        new MarkdownTable(
            "event", "`Verifying`", "`Verifying` again", "`NotConverging`", "any other state");
    events().forEach(event -> addRow(table, event.getKey(), event.getValue()));
    return table.toString();
  }

  private static Stream<Map.Entry<String, FieldEvent>> events() {
    return Stream.of(
        Map.entry("the assistant was not read", new FieldEvent.NotRead()),
        Map.entry("a user requests a check", new FieldEvent.Requested()),
        Map.entry("live shows the desired value", new FieldEvent.Equal()),
        Map.entry("live differs, and the field will be sent", new FieldEvent.Different(AFTER)),
        held("changed only outside of the spec, and the policy leaves it", Hold.IGNORED),
        held("the mode is `Observe`", Hold.OBSERVED),
        held("would overwrite a value that the operator did not set", Hold.REFUSED),
        held("the value must not be sent", Hold.INVALID),
        held("another writer keeps changing it", Hold.FLAPPING),
        held("the API rejected it, and the next attempt waits", Hold.REJECTED),
        held("two PATCHes did not change it", Hold.NOT_CONVERGING),
        Map.entry("sent, and not shown yet", new FieldEvent.Sent(BEFORE, AFTER)),
        Map.entry("sent again, and not shown yet", new FieldEvent.SentAgain(BEFORE, AFTER)),
        Map.entry("changed by a PATCH of other fields", new FieldEvent.SideEffect(AFTER)),
        Map.entry(
            "changed by a PATCH that set such a change back", new FieldEvent.CounterEffect(AFTER)));
  }

  private static Map.Entry<String, FieldEvent> held(String text, Hold hold) {
    return Map.entry("live differs: " + text, new FieldEvent.Held(hold, AFTER));
  }

  private static void addRow(MarkdownTable table, String text, FieldEvent event) {
    List<String> others = OTHERS.stream().map(state -> cell(state, event)).distinct().toList();
    if (others.size() > 1) {
      throw new IllegalStateException(text + " leads to " + others);
    }
    table.row(
        text,
        cell(SENT, event),
        cell(SENT_TWICE, event),
        cell(NOT_CONVERGING, event),
        others.getFirst());
  }

  private static String cell(FieldState state, FieldEvent event) {
    FieldState next = state.next(event);
    String again =
        next instanceof FieldState.Verifying && next.storedValue().isPresent() ? " again" : "";
    boolean isUnchanged =
        next.equals(state)
            && (event instanceof FieldEvent.NotRead || event instanceof FieldEvent.Requested);
    return isUnchanged ? "unchanged" : code(next.text()) + again;
  }
}
