package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator may do. Absent: {@link #APPLY}. */
public enum Mode {
  /** Send every change. */
  @JsonProperty("Apply")
  APPLY,

  /** Show the change in status.plan and wait for approval. */
  @JsonProperty("Plan")
  PLAN,

  /** Never write. */
  @JsonProperty("Observe")
  OBSERVE
}
