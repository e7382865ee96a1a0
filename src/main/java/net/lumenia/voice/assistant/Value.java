package net.lumenia.voice.assistant;

import java.util.List;

/** A desired value of one {@link Field}. */
public sealed interface Value permits Value.Text, Value.NumberId, Value.Fallbacks, Component {

  /** The first message or the prompt, exact to the byte: never trimmed or normalized. */
  record Text(String text) implements Value, LiveValue {}

  /** The id of a phone number, 1 to 2^53-1. */
  record NumberId(long id) implements Value, LiveValue {}

  /** A whole fallback list, in order. A PATCH replaces the whole list; an empty list clears it. */
  record Fallbacks(List<? extends Component> items) implements Value {
    public Fallbacks {
      items = List.copyOf(items);
    }
  }
}
