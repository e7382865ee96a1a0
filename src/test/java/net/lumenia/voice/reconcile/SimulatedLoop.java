package net.lumenia.voice.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import net.lumenia.voice.plan.Timing;
import net.lumenia.voice.status.BackoffTiming;
import net.lumenia.voice.status.NextAttempt;

/** Assembles a {@link ReconcileLoop} of an operator that starts now. */
final class SimulatedLoop {

  /** The default of {@code --resync-interval}. */
  static final Duration RESYNC = Duration.ofMinutes(5);

  private SimulatedLoop() {}

  /** A loop that knows nothing but what its resources say. */
  static ReconcileLoop of(
      SimulatedCluster cluster, GivenAssistant given, ApiPermits permits, InstantSource clock) {
    return of(
        cluster,
        given,
        permits,
        new Rejections(clock, new LinkedNumbers(_ -> {})),
        RESYNC,
        (_, _, _) -> {},
        clock);
  }

  /**
   * The same.
   *
   * @param rejections what it remembers of earlier reconciles
   */
  static ReconcileLoop of(
      SimulatedCluster cluster,
      GivenAssistant given,
      ApiPermits permits,
      Rejections rejections,
      Duration resync,
      ReconcileListener listener,
      InstantSource clock) {
    var resyncs = new ResyncPolicy(resync, _ -> Optional.empty());
    return new ReconcileLoop(
        new Observer(GivenAssistant.RESOLVER, given.owners(), permits, resyncs),
        new Applier(cluster, rejections, cluster.restartOperator(), clock),
        rejections,
        new Reporter(
            cluster,
            listener,
            resyncs,
            Timing.DEFAULT,
            new NextAttempt(BackoffTiming.DEFAULT),
            clock,
            () -> 0.5),
        resyncs,
        Timing.DEFAULT,
        clock);
  }
}
