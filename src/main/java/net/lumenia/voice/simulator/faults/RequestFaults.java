package net.lumenia.voice.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The faults that match one request, and those that struck it. A fault strikes only at the point
 * where it takes effect, so a fault that the request never reaches counts no strike. Not
 * thread-safe.
 */
public final class RequestFaults {

  /** A fault that struck, and its kind. */
  public record Strike<K extends FaultKind>(K kind, InjectedFault fault) {}

  private final List<InjectedFault> matching;
  private final List<String> struck = new ArrayList<>();

  /**
   * @param matching in the order of injection
   */
  RequestFaults(List<InjectedFault> matching) {
    this.matching = matching;
  }

  /** Strikes with the first fault of this type that applies. */
  public <K extends FaultKind> Optional<K> first(Class<K> type, Predicate<K> applies) {
    for (InjectedFault fault : matching) {
      if (strikes(fault, type, applies)) {
        return Optional.of(type.cast(fault.fault().kind()));
      }
    }
    return Optional.empty();
  }

  public <K extends FaultKind> Optional<K> first(Class<K> type) {
    return first(type, _ -> true);
  }

  /** Strikes with all faults of this type that apply. */
  public <K extends FaultKind> List<Strike<K>> all(Class<K> type, Predicate<K> applies) {
    return matching.stream()
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

  /** The ids of the faults that struck, in that order. */
  public List<String> struck() {
    return List.copyOf(struck);
  }
}
