package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a fault strikes before or after the request is processed. */
public enum FaultPhase {
  /** The request is not processed, and nothing changes. */
  @JsonProperty("before")
  BEFORE,
  /** The request is processed: a valid PATCH is stored. */
  @JsonProperty("after")
  AFTER
}
