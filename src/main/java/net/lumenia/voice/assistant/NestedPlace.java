package net.lumenia.voice.assistant;

/** Where an answer in the nested shape shows a {@link Field} ({@code docs/contract.md}). */
public sealed interface NestedPlace {

  /** {@code model.messages[role=system].content}; other messages are ignored. */
  record SystemMessage() implements NestedPlace {}

  /**
   * A key of an object that represents the value, such as {@code number.id}. Null means that there
   * is no value.
   */
  record KeyOf(String object, String key) implements NestedPlace {}

  /** The fallback plan of a component, such as {@code voice.fallbackPlan.voices}. */
  record FallbackPlan(ComponentType component) implements NestedPlace {

    /** The key of a component that contains its fallback plan. */
    public static final String KEY = "fallbackPlan";

    /** The key of the plan that contains the list. */
    public String list() {
      return component.label() + "s";
    }
  }
}
