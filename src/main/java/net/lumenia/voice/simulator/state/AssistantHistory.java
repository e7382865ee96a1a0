package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.simulator.faults.FaultKind;

/**
 * What an assistant was before.
 *
 * @param newestFirst at most {@value #CAPACITY}
 */
public record AssistantHistory(List<Past> newestFirst) {

  /**
   * @param replaced when it was
   * @param byClient whether by the API, or behind its back
   */
  record Past(ObjectNode assistant, Instant replaced, boolean byClient) {}

  static final int CAPACITY = FaultKind.Stale.MOST_CHANGES;
  public static final AssistantHistory NONE = new AssistantHistory(List.of());

  AssistantHistory plus(Past past) {
    return new AssistantHistory(
        Stream.concat(Stream.of(past), newestFirst.stream()).limit(CAPACITY).toList());
  }

  /** The assistant as a stale read shows it; empty if it has not changed since. */
  public Optional<ObjectNode> staleAt(Instant now, FaultKind.Stale fault) {
    Integer patches = fault.patches();
    return patches == null
        ? before(now.minusMillis(Objects.requireNonNullElse(fault.millis(), 0L)))
        : beforePatches(patches);
  }

  /** Before the newest so many PATCHes, or as early as is known; empty when there was none. */
  private Optional<ObjectNode> beforePatches(int count) {
    List<Past> patched = newestFirst.stream().filter(Past::byClient).limit(count).toList();
    return patched.isEmpty() ? Optional.empty() : Optional.of(patched.getLast().assistant());
  }

  /** Before everything that has changed it since; empty when nothing has. */
  private Optional<ObjectNode> before(Instant since) {
    List<Past> changed =
        newestFirst.stream().takeWhile(past -> !past.replaced().isBefore(since)).toList();
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed.getLast().assistant());
  }
}
