package net.lumenia.voice.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Objects;

/**
 * Whether what a Secret or a ConfigMap holds is news. They have no generation that would tell, and
 * whoever applies the same once more changes annotations and managed fields all day.
 */
final class Content {

  private Content() {}

  static boolean changed(Secret now, Secret before) {
    return !Objects.equals(now.getData(), before.getData());
  }

  static boolean changed(ConfigMap now, ConfigMap before) {
    return !Objects.equals(now.getData(), before.getData())
        || !Objects.equals(now.getBinaryData(), before.getBinaryData());
  }
}
