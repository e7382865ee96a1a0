package net.lumenia.voice.simulator.faults;

import java.time.Clock;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import net.lumenia.voice.simulator.exchange.Request;

/** The injected faults, in the order of injection. */
public final class Faults {

  /** How many ended faults stay in the list. */
  private static final int REMEMBERED = 100;

  private final List<InjectedFault> faults = new CopyOnWriteArrayList<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Clock clock;

  public Faults(Clock clock) {
    this.clock = clock;
  }

  public InjectedFault inject(Fault fault) {
    String id = "%s-%d".formatted(FaultJson.nameOf(fault.kind()), numbers.incrementAndGet());
    InjectedFault injected = new InjectedFault(id, fault, clock);
    faults.add(injected);
    forgetOldest();
    return injected;
  }

  private void forgetOldest() {
    List<InjectedFault> ended = faults.stream().filter(fault -> !fault.active()).toList();
    faults.removeAll(ended.subList(0, Math.max(0, ended.size() - REMEMBERED)));
  }

  public List<InjectedFault> all() {
    return List.copyOf(faults);
  }

  /** The faults that match this request. */
  public RequestFaults at(Request request) {
    return new RequestFaults(
        faults.stream().filter(fault -> fault.fault().scope().matches(request)).toList());
  }

  public void remove(String id) {
    InjectedFault found =
        faults.stream()
            .filter(fault -> fault.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("no fault with the id " + id));
    remove(found);
  }

  public void remove(InjectedFault fault) {
    fault.end();
    faults.remove(fault);
  }

  public void clear() {
    faults.forEach(this::remove);
  }
}
