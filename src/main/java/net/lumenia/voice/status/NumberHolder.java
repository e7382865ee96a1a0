package net.lumenia.voice.status;

import java.util.List;
import java.util.Optional;

/**
 * The VoiceAssistant to whose live assistant a phone number is linked.
 *
 * @param assistant as namespace/name
 * @param wanted the number in its spec; empty if it manages none
 * @param next the assistants that wait for each other's numbers after this one, if the last of them
 *     waits for the number of the assistant that asks; otherwise empty
 */
public record NumberHolder(String assistant, Optional<Long> wanted, Optional<List<String>> next) {

  public NumberHolder {
    next = next.map(List::copyOf);
  }
}
