package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the operator creates a voice integration. Absent: {@link #NEVER}. */
public enum Provision {
  /** Never. */
  @JsonProperty("Never")
  NEVER,

  /** If the API says that the workspace has none. */
  @JsonProperty("IfMissing")
  IF_MISSING
}
