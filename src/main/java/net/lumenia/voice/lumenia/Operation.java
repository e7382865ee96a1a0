package net.lumenia.voice.lumenia;

/** The calls of the API. */
public enum Operation {
  GET_ASSISTANT("get_assistant"),
  PATCH_ASSISTANT("patch_assistant"),
  PROVISION("provision"),
  VERIFY_TOKEN("verify_key"),
  GET_CATALOG("get_catalog"),
  LIST_NUMBERS("list_numbers");

  private final String label;

  Operation(String label) {
    this.label = label;
  }

  /** The label value in metrics. */
  public String label() {
    return label;
  }
}
