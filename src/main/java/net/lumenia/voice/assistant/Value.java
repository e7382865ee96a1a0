package net.lumenia.voice.assistant;

import java.util.List;

/** A desired value of one {@link Field}. */
public sealed interface Value permits Value.Text, Value.NumberId, Value.Fallbacks, Component {

  /** The first message or the prompt, exact to the byte: nothing is trimmed or normalised. */
  record Text(String text) implements Value, LiveValue {}

  /** The id of a phone number, 1 to 2^53-1. */
  record NumberId(long id) implements Value, LiveValue {}

  /**
   * A whole fallback list, in order. The empty list is a value like any other: it clears the list.
   * "Fallback arrays are REPLACE, not merge."
   */
  record Fallbacks(List<? extends Component> items) implements Value {
    public Fallbacks {
      items = List.copyOf(items);
    }
  }
}
