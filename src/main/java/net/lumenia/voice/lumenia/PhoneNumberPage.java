package net.lumenia.voice.lumenia;

import java.util.List;
import java.util.Optional;
import net.lumenia.voice.assistant.ListedNumber;

/**
 * One page of the list of phone numbers.
 *
 * @param nextQuery the query of the next page, such as {@code page=2}; empty after the last page
 * @param gap what this page lacks, for messages; empty if it is complete
 */
public record PhoneNumberPage(
    List<ListedNumber> numbers, Optional<String> nextQuery, Optional<String> gap) {

  public PhoneNumberPage {
    numbers = List.copyOf(numbers);
  }
}
