package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator may do. Absent: {@link #APPLY}. */
public enum Mode {
  /** Send what differs. */
  @JsonProperty("Apply")
  APPLY,

  /** Show what would be sent, and wait for its approval. */
  @JsonProperty("Plan")
  PLAN,

  /** Never write. */
  @JsonProperty("Observe")
  OBSERVE
}
