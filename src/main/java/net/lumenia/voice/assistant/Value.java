package net.lumenia.voice.assistant;

import java.util.List;

/** A desired value of one {@link Field}. */
public sealed interface Value permits Value.Text, Value.WholeNumber, Value.Fallbacks, Component {

  /** The first message or the prompt, exact to the byte: never trimmed or normalized. */
  record Text(String text) implements Value, LiveValue {}

  /** An integer, such as the id of a phone number. The field has the range. */
  record WholeNumber(long value) implements Value, LiveValue {}

  /** A whole fallback list, in order. A PATCH replaces the whole list; an empty list clears it. */
  record Fallbacks(List<? extends Component> items) implements Value {
    public Fallbacks {
      items = List.copyOf(items);
    }
  }
}
