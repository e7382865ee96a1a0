package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers one version of each of the resources that were put in last. A restart forgets them. */
final class KnownVersions {

  /** Some megabytes. What is beyond it is as if it had never been known. */
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

  /** The resourceVersion that was put in last of this resource. */
  synchronized Optional<String> of(HasMetadata resource) {
    return Optional.ofNullable(byUid.get(resource.getMetadata().getUid()));
  }

  synchronized void remove(HasMetadata resource) {
    byUid.remove(resource.getMetadata().getUid());
  }
}
