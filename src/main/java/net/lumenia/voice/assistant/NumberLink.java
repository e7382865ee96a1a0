package net.lumenia.voice.assistant;

import java.util.Optional;

/** Whether a phone number is linked to a voice integration, as far as the API shows it. */
public sealed interface NumberLink {

  record Free() implements NumberLink {}

  /**
   * The number is in use.
   *
   * @param workspace its name, or its slug; empty if the API does not show it
   */
  record Linked(Optional<String> workspace) implements NumberLink {}

  /** The API does not show it. */
  record Unknown() implements NumberLink {}
}
