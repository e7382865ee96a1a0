package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A bounded map from a resource's uid to one of its resourceVersions. Thread-safe. */
final class RecentVersions {

  /** A few megabytes. Beyond it, the entry that was added first is dropped. */
  private static final int CAPACITY = 10_000;

  private final Map<String, String> byUid = new LinkedHashMap<>();

  synchronized void put(HasMetadata resource) {
    String uid = resource.getMetadata().getUid();
    byUid.remove(uid);
    byUid.put(uid, resource.getMetadata().getResourceVersion());
    if (byUid.size() > CAPACITY) {
      byUid.remove(byUid.keySet().iterator().next());
    }
  }

  synchronized Optional<String> get(HasMetadata resource) {
    return Optional.ofNullable(byUid.get(resource.getMetadata().getUid()));
  }

  synchronized void remove(HasMetadata resource) {
    byUid.remove(resource.getMetadata().getUid());
  }
}
