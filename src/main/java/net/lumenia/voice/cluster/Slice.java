package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.assistant.Digest;

/**
 * The part of the fleet that this installation serves. It is decided by the labels of a resource
 * and fixed for the life of a process: of a resource of another slice nothing is changed, in the
 * cluster or in Lumenia.
 */
public sealed interface Slice {

  /** The whole fleet. */
  static Slice whole() {
    return new Whole();
  }

  /** Whether a resource belongs to the slice. */
  boolean contains(HasMetadata resource);

  /** Whether another process waits for this one to let go of a resource of the slice. */
  boolean isDraining(HasMetadata resource);

  /** The selector for the API server; empty for the whole fleet. */
  Optional<String> selector();

  /** The names of the labels that decide. */
  Set<String> labels();

  /** The name of the lease whose holder serves the slice. */
  String lease();

  /** Whether this process acts on a resource. */
  default boolean serves(HasMetadata resource) {
    return contains(resource) && !isDraining(resource);
  }

  /** Whether an update changes what is to be done with a resource. */
  default boolean isMoved(HasMetadata now, HasMetadata before) {
    return contains(now) != contains(before) || isDraining(now) != isDraining(before);
  }

  /** See {@link #whole}. */
  record Whole() implements Slice {

    /** The name of the lease. */
    static final String LEASE = "voice-operator";

    @Override
    public boolean contains(HasMetadata resource) {
      return true;
    }

    @Override
    public boolean isDraining(HasMetadata resource) {
      return false;
    }

    @Override
    public Optional<String> selector() {
      return Optional.empty();
    }

    @Override
    public Set<String> labels() {
      return Set.of();
    }

    @Override
    public String lease() {
      return LEASE;
    }
  }

  /** What a label selector selects. */
  record Selected(LabelSelector labelSelector) implements Slice {

    private static final int DIGITS = 10;

    @Override
    public boolean contains(HasMetadata resource) {
      return labelSelector.matches(labelsOf(resource));
    }

    @Override
    public boolean isDraining(HasMetadata resource) {
      return false;
    }

    @Override
    public Optional<String> selector() {
      return Optional.of(labelSelector.text());
    }

    @Override
    public Set<String> labels() {
      return labelSelector.names();
    }

    /** The chart computes the same name for its permissions. */
    @Override
    public String lease() {
      return Whole.LEASE + "-" + Digest.of(labelSelector.text(), DIGITS);
    }
  }

  /**
   * What the sharder of <a
   * href="https://github.com/timebertt/kubernetes-controller-sharding">kubernetes-controller-sharding</a>
   * assigns to one of several replicas.
   *
   * @param ring the name of the ControllerRing
   * @param name of this replica, and of its lease
   */
  record Shard(String ring, String name) implements Slice {

    private static final String PREFIX = "alpha.sharding.timebertt.dev/";

    /** The label of the lease by which the sharder finds it. */
    public Map<String, String> leaseLabels() {
      return Map.of(PREFIX + "controllerring", ring);
    }

    /** The label that the sharder sets to the name of a resource's shard. */
    public String shardLabel() {
      return "shard." + PREFIX + ring;
    }

    /** The label, whatever its value, by which the sharder asks a shard to let go of a resource. */
    public String drainLabel() {
      return "drain." + PREFIX + ring;
    }

    @Override
    public boolean contains(HasMetadata resource) {
      return name.equals(labelsOf(resource).get(shardLabel()));
    }

    @Override
    public boolean isDraining(HasMetadata resource) {
      return contains(resource) && labelsOf(resource).containsKey(drainLabel());
    }

    @Override
    public Optional<String> selector() {
      return Optional.of(shardLabel() + "=" + name);
    }

    @Override
    public Set<String> labels() {
      return Set.of(shardLabel(), drainLabel());
    }

    @Override
    public String lease() {
      return name;
    }
  }

  private static Map<String, String> labelsOf(HasMetadata resource) {
    return Objects.requireNonNullElse(resource.getMetadata().getLabels(), Map.of());
  }
}
