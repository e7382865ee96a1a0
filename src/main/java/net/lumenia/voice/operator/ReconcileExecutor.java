package net.lumenia.voice.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.lumenia.voice.lumenia.limiter.TenantShares;

/**
 * Runs each reconcile in a virtual thread of its own, a bounded number at a time, and shares them
 * fairly between namespaces.
 *
 * <p>Each running reconcile holds its resource and the buffers of its JSON, so without a bound a
 * tenant with many resources decides how much memory is used. The bound covers all requests that
 * may be under way, so reconciles that hang keep no others from running. The namespaces that wait
 * take turns, however many reconciles each has, within their {@link TenantShares}. Within a
 * namespace, the newest and the oldest take turns: the newest is often a person's change, or one
 * that has waited for its permit already, and need not wait for a whole new fleet. One whose
 * resource is edited while it waits is served before the newest. Thread-safe.
 */
final class ReconcileExecutor extends AbstractExecutorService {

  /** Room for reconciles that have no request to the Lumenia API under way. */
  private static final int BESIDES_REQUESTS = 64;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("reconcile-", 0).factory());

  private final Supplier<Resource> submitted;
  private final UnaryOperator<Runnable> around;
  private final SequencedMap<String, Waiting> waiting = new LinkedHashMap<>();
  private final TenantShares shares = new TenantShares();
  private int free;

  /** What a reconcile is of. */
  record Resource(String namespace, String uid) {}

  /** The reconciles of one namespace by the uid of their resource, oldest first. */
  private static final class Waiting {
    private final SequencedMap<String, Runnable> reconciles = new LinkedHashMap<>();
    private final SequencedMap<String, Runnable> edited = new LinkedHashMap<>();
    private boolean isTurnOfOldest = true;

    /** A resource that left the watch and returned may be submitted a second time. */
    void add(String uid, Runnable reconcile) {
      (edited.containsKey(uid) ? edited : reconciles)
          .merge(
              uid,
              reconcile,
              (first, second) ->
                  () -> {
                    first.run();
                    second.run();
                  });
    }

    void edited(String uid) {
      Optional.ofNullable(reconciles.remove(uid)).ifPresent(one -> edited.put(uid, one));
    }

    boolean isEmpty() {
      return reconciles.isEmpty() && edited.isEmpty();
    }

    Runnable remove() {
      isTurnOfOldest = !isTurnOfOldest && !reconciles.isEmpty();
      Map.Entry<String, Runnable> next =
          isTurnOfOldest
              ? reconciles.pollFirstEntry()
              : edited.isEmpty() ? reconciles.pollLastEntry() : edited.pollFirstEntry();
      return next.getValue();
    }
  }

  /**
   * @param concurrentRequests that may be under way, for all accounts together
   * @param submitted the resource of the reconcile that is being submitted, asked on the submitting
   *     thread
   * @param around what to do around each reconcile, on its own thread
   */
  ReconcileExecutor(
      int concurrentRequests, Supplier<Resource> submitted, UnaryOperator<Runnable> around) {
    free = Math.addExact(concurrentRequests, BESIDES_REQUESTS);
    this.submitted = submitted;
    this.around = around;
  }

  @Override
  public void execute(Runnable reconcile) {
    Resource resource = submitted.get();
    synchronized (this) {
      waiting
          .computeIfAbsent(resource.namespace(), _ -> new Waiting())
          .add(resource.uid(), reconcile);
    }
    startNext();
  }

  /** Serves the reconcile of a resource before the newest ones, if it is waiting. */
  synchronized void edited(Resource resource) {
    Optional.ofNullable(waiting.get(resource.namespace()))
        .ifPresent(ofTenant -> ofTenant.edited(resource.uid()));
  }

  private void startNext() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      threads.execute(next.get());
    }
  }

  private synchronized Optional<Runnable> next() {
    return free == 0
        ? Optional.empty()
        : waiting.entrySet().stream()
            .filter(entry -> shares.allows(entry.getKey(), free))
            .findFirst()
            .map(entry -> take(entry.getKey(), entry.getValue()));
  }

  /** The namespace that was served last goes to the end of the queue. */
  private Runnable take(String tenant, Waiting ofTenant) {
    Runnable next = ofTenant.remove();
    waiting.remove(tenant);
    if (!ofTenant.isEmpty()) {
      waiting.putLast(tenant, ofTenant);
    }
    shares.take(tenant);
    free--;
    return () -> run(tenant, next);
  }

  private void run(String tenant, Runnable reconcile) {
    try {
      around.apply(reconcile).run();
    } finally {
      end(tenant);
      startNext();
    }
  }

  private synchronized void end(String tenant) {
    free++;
    shares.release(tenant);
  }

  /** Reconciles that have not started never start. */
  @Override
  public void shutdown() {
    synchronized (this) {
      waiting.clear();
    }
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
