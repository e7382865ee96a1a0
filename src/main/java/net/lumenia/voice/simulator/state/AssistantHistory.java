package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.simulator.faults.FaultKind;

/**
 * The previous versions of an assistant.
 *
 * @param newestFirst at most {@value #CAPACITY}
 */
public record AssistantHistory(List<Past> newestFirst) {

  /**
   * @param replaced when the next version replaced this one
   * @param byClient whether the API replaced it; false for edits outside the API
   */
  record Past(ObjectNode assistant, Instant replaced, boolean byClient) {}

  static final int CAPACITY = FaultKind.Stale.MOST_CHANGES;
  public static final AssistantHistory NONE = new AssistantHistory(List.of());

  AssistantHistory plus(Past past) {
    return new AssistantHistory(
        Stream.concat(Stream.of(past), newestFirst.stream()).limit(CAPACITY).toList());
  }

  /** The version that a stale read shows; empty if it is the current one. */
  public Optional<ObjectNode> staleAt(Instant now, FaultKind.Stale fault) {
    Integer patches = fault.patches();
    return patches == null
        ? before(now.minusMillis(Objects.requireNonNullElse(fault.millis(), 0L)))
        : beforePatches(patches);
  }

  /** The version before this many of the newest PATCHes, or the oldest kept. */
  private Optional<ObjectNode> beforePatches(int count) {
    List<Past> patched = newestFirst.stream().filter(Past::byClient).limit(count).toList();
    return patched.isEmpty() ? Optional.empty() : Optional.of(patched.getLast().assistant());
  }

  /** The version before all changes since then; empty without a change. */
  private Optional<ObjectNode> before(Instant since) {
    List<Past> changed =
        newestFirst.stream().takeWhile(past -> !past.replaced().isBefore(since)).toList();
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed.getLast().assistant());
  }
}
