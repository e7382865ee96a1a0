package net.lumenia.voice.numbers;

import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiFailure;

/** What comes of looking up a phone number. */
public sealed interface NumberResult {

  /**
   * The account has this number once.
   *
   * @param all the list that it is in
   */
  record Resolved(ListedNumber number, PhoneNumbers all) implements NumberResult {}

  /**
   * The account does not have this number, or has it several times.
   *
   * @param lookup not {@link NumberLookup.Found}
   * @param all the list, at most half a minute old
   */
  record Unresolved(NumberLookup lookup, PhoneNumbers all) implements NumberResult {}

  /** The list can't be read, and an older one does not have the number. */
  record Failed(ApiFailure failure) implements NumberResult {}
}
