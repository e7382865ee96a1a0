package net.lumenia.voice.assistant;

import java.util.Optional;

/**
 * The type of a {@link Field}'s value. Code that treats fields differently switches over the type,
 * not over the fields.
 */
public sealed interface FieldType {

  /**
   * A text.
   *
   * @param maxLength in code points
   */
  record Text(int maxLength) implements FieldType {}

  /** An integer from {@code min} to {@code max}. */
  record WholeNumber(long min, long max) implements FieldType {}

  /** A voice or a transcriber. */
  record Single(ComponentType type) implements FieldType {}

  /** A list of fallbacks. */
  record ListOf(ComponentType type) implements FieldType {

    /** How many items a list may have. */
    public static final int MAX_ITEMS = 32;
  }

  /** The type of the field's components; empty if the field has none. */
  default Optional<ComponentType> component() {
    return switch (this) {
      case Text _, WholeNumber _ -> Optional.empty();
      case Single(ComponentType type) -> Optional.of(type);
      case ListOf(ComponentType type) -> Optional.of(type);
    };
  }

  /** Whether a desired value is of this type. */
  default boolean accepts(Value value) {
    return switch (this) {
      case Text _ -> value instanceof Value.Text;
      case WholeNumber _ -> value instanceof Value.WholeNumber;
      case Single(ComponentType type) ->
          value instanceof Component component && component.type() == type;
      case ListOf(ComponentType type) ->
          value instanceof Value.Fallbacks(var items)
              && items.stream().allMatch(item -> item.type() == type);
    };
  }
}
