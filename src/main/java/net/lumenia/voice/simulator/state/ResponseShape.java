package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The JSON form of an assistant in responses, which the contract does not specify. */
public enum ResponseShape {
  /** The keys of the PATCH body. */
  @JsonProperty("flat")
  FLAT,
  /** The keys of the underlying voice platform: {@code model.messages}, {@code fallbackPlan}. */
  @JsonProperty("nested")
  NESTED
}
