package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Is told of every reconcile that ended with an exception, which only a bug brings about. */
@FunctionalInterface
public interface BugListener {

  /** A reconcile of this resource failed. It is logged already, and is repeated later. */
  void failed(HasMetadata resource, Throwable bug);
}
