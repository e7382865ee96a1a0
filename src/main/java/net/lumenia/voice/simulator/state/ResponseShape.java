package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How GET shows an assistant; the contract leaves it open. */
public enum ResponseShape {
  /** The keys of the PATCH body, side by side. */
  @JsonProperty("flat")
  FLAT,
  /** As the voice platform underneath has it: {@code model.messages}, {@code fallbackPlan}. */
  @JsonProperty("nested")
  NESTED
}
