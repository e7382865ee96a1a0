package net.lumenia.voice.assistant;

import java.util.List;

/** What an account's phone numbers say about one of them. */
public sealed interface NumberLookup {

  record Found(ListedNumber number) implements NumberLookup {}

  /**
   * Several rows have this number.
   *
   * @param ids of the rows, at most {@link PhoneNumbers#NAMED}
   */
  record Ambiguous(List<Long> ids) implements NumberLookup {
    public Ambiguous {
      ids = List.copyOf(ids);
    }
  }

  /** No row has this number. */
  record NotFound() implements NumberLookup {}
}
