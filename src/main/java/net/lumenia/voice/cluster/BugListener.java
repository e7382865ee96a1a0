package net.lumenia.voice.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Receives every exception that a reconcile did not expect, which is a bug. */
@FunctionalInterface
public interface BugListener {

  /** Called after the failure of a reconcile is logged and its retry scheduled. */
  void failed(HasMetadata resource, Throwable bug);
}
