package net.lumenia.voice.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults that one request meets, and those that have struck it. A fault is asked for where it
 * takes effect, so that one that comes too late does not count a strike. For one thread.
 */
public final class RequestFaults {

  /** A kind that has struck, and the fault that it belongs to. */
  public record Strike<K extends FaultKind>(K kind, InjectedFault fault) {}

  private final List<InjectedFault> met;
  private final List<String> struck = new ArrayList<>();

  /**
   * @param met in the order in which they were injected
   */
  RequestFaults(List<InjectedFault> met) {
    this.met = met;
  }

  /** The first fault of this type that applies strikes. */
  public <K extends FaultKind> Optional<K> first(Class<K> type, Predicate<K> applies) {
    for (InjectedFault fault : met) {
      if (strikes(fault, type, applies)) {
        return Optional.of(type.cast(fault.fault().kind()));
      }
    }
    return Optional.empty();
  }

  public <K extends FaultKind> Optional<K> first(Class<K> type) {
    return first(type, _ -> true);
  }

  /** All faults of this type that apply strike. */
  public <K extends FaultKind> List<Strike<K>> all(Class<K> type, Predicate<K> applies) {
    return met.stream()
        .filter(fault -> strikes(fault, type, applies))
        .map(fault -> new Strike<>(type.cast(fault.fault().kind()), fault))
        .toList();
  }

  private <K extends FaultKind> boolean strikes(
      InjectedFault fault, Class<K> type, Predicate<K> applies) {
    FaultKind kind = fault.fault().kind();
    boolean hit = type.isInstance(kind) && applies.test(type.cast(kind)) && fault.strike();
    if (hit) {
      struck.add(fault.id());
    }
    return hit;
  }

  /** The ids of the faults that have struck, in the order in which they did. */
  public List<String> struck() {
    return List.copyOf(struck);
  }
}
