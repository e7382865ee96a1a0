package net.lumenia.voice.plan;

/** What a reconcile found or did about a managed field: the input of {@link FieldState#next}. */
public sealed interface FieldEvent {

  /** The assistant was not read. */
  record NotRead() implements FieldEvent {}

  /** A user requested a check. This comes before the event of the check itself. */
  record Requested() implements FieldEvent {}

  /** Live shows the desired value. */
  record Equal() implements FieldEvent {}

  /** Live differs. The field will be sent. */
  record Different(LiveFingerprint live) implements FieldEvent {}

  /** Live differs, and the field is not sent. */
  record Held(Hold hold, LiveFingerprint live) implements FieldEvent {}

  /** The field was sent, and live does not show the desired value yet. */
  record Sent(LiveFingerprint before, LiveFingerprint after) implements FieldEvent {}

  /** The same for the second and last PATCH of the desired value. */
  record SentAgain(LiveFingerprint before, LiveFingerprint after) implements FieldEvent {}

  /** A PATCH of other fields changed this one. */
  record SideEffect(LiveFingerprint after) implements FieldEvent {}

  /** The same for a PATCH that set back a side effect: two fields change each other. */
  record CounterEffect(LiveFingerprint after) implements FieldEvent {}
}
