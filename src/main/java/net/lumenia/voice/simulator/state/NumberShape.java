package net.lumenia.voice.simulator.state;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The JSON form of the list of phone numbers, which the contract does not specify. */
public enum NumberShape {
  /** An array. */
  @JsonProperty("array")
  ARRAY,
  /** An array under {@code numbers}. */
  @JsonProperty("numbers")
  NUMBERS,
  /** An array under {@code data}. */
  @JsonProperty("data")
  DATA,
  /** An array under {@code data.items}, in pages. */
  @JsonProperty("pages")
  PAGES,
  /** An object keyed by the id, under {@code numbers}. */
  @JsonProperty("keyed")
  KEYED
}
