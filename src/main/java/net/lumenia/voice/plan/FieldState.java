package net.lumenia.voice.plan;

import java.util.Optional;

/**
 * The state of a managed field, as {@code status.fields} shows it. A state contains what the next
 * decision about the field needs, and {@link #next} is its only transition.
 */
public sealed interface FieldState {

  /** Live shows the desired value, or the field is write-only and was sent. */
  record InSync() implements FieldState {}

  /** Live differs. The field will be sent, or waits: for the account, or for an approval. */
  record Pending() implements FieldState {}

  /**
   * A PATCH sent or changed the field, and the API does not show the desired value yet.
   *
   * @param replaced the {@link Fingerprint} of the live value before the first PATCH of the desired
   *     value, which identifies a stale read; of a side effect, of the live value after the PATCH
   * @param stored what the API made of the second PATCH; empty after the first one
   */
  record Verifying(String replaced, Optional<Stored> stored) implements FieldState {}

  /** The field changed only outside of the spec, and the policy or the mode leaves it. */
  record DriftReported() implements FieldState {}

  /** A PATCH would overwrite a value that the operator did not set, and the policy forbids that. */
  record DriftConflict() implements FieldState {}

  /** The desired value must not be sent. */
  record Invalid() implements FieldState {}

  /** Two PATCHes did not change the field. It waits until the spec or the live value changes. */
  record NotConverging(Stored stored) implements FieldState {}

  /** Another writer keeps changing the field. The next correction waits. */
  record Flapping() implements FieldState {}

  /**
   * What the API made of a second PATCH.
   *
   * @param live the {@link Fingerprint} of the live value
   * @param unseen whether that is still the value from before the PATCHes; the next live value is
   *     then their effect, however late it shows
   */
  record Stored(String live, boolean unseen) {

    /** Whether a live value is no news: the same, not reported, or the late effect. */
    boolean explains(LiveFingerprint shown) {
      return unseen || !shown.reported() || live.equals(shown.text());
    }

    /** The same after another read, unless that read is stale. */
    private Stored seen(LiveFingerprint shown, String replaced) {
      boolean noNews = !shown.reported() || (!unseen && shown.text().equals(replaced));
      String now = noNews ? live : shown.text();
      return new Stored(now, unseen && live.equals(now));
    }
  }

  /** The name in {@code status.fields}. */
  default String text() {
    return getClass().getSimpleName();
  }

  /** What the API made of the second PATCH of the desired value, if there was one. */
  default Optional<Stored> storedValue() {
    return switch (this) {
      case Verifying verifying -> verifying.stored;
      case NotConverging(Stored stored) -> Optional.of(stored);
      case InSync _, Pending _, DriftReported _, DriftConflict _, Invalid _, Flapping _ ->
          Optional.empty();
    };
  }

  /**
   * The state after an event. A new desired value makes the state {@link Pending} before the event.
   */
  default FieldState next(FieldEvent event) {
    return switch (event) {
      case FieldEvent.NotRead _ -> this;
      case FieldEvent.Requested _ -> requested();
      case FieldEvent.Equal _ -> new InSync();
      case FieldEvent.Different(LiveFingerprint live) -> waiting(new Pending(), live);
      case FieldEvent.Held(Hold hold, LiveFingerprint live) -> held(hold, live);
      case FieldEvent.Sent(LiveFingerprint before, LiveFingerprint after) ->
          new Verifying(before.text(), storedValue().filter(known -> known.explains(after)));
      case FieldEvent.SentAgain(LiveFingerprint before, LiveFingerprint after) ->
          sentAgain(before, after);
      case FieldEvent.SideEffect(LiveFingerprint after) ->
          new Verifying(after.text(), storedValue().filter(known -> known.explains(after)));
      case FieldEvent.CounterEffect(LiveFingerprint after) ->
          new Verifying(after.text(), Optional.of(new Stored(after.text(), false)));
    };
  }

  /** What could not be set is sent once more, as if only its first PATCH had been made. */
  private FieldState requested() {
    return this instanceof NotConverging(Stored stored)
        ? new Verifying(stored.live, Optional.empty())
        : this;
  }

  private FieldState held(Hold hold, LiveFingerprint live) {
    return switch (hold) {
      case NOT_CONVERGING -> new NotConverging(storedAfter(live));
      case IGNORED -> new DriftReported();
      case OBSERVED -> waiting(new DriftReported(), live);
      case REFUSED -> new DriftConflict();
      case INVALID -> waiting(new Invalid(), live);
      case FLAPPING -> new Flapping();
      case REJECTED -> waiting(new Pending(), live);
    };
  }

  /** A PATCH that is not proven is remembered until it is proven or given up. */
  private FieldState waiting(FieldState otherwise, LiveFingerprint live) {
    return this instanceof Verifying verifying
        ? new Verifying(
            verifying.replaced, verifying.stored.map(known -> known.seen(live, verifying.replaced)))
        : otherwise;
  }

  private Stored storedAfter(LiveFingerprint live) {
    String replaced = this instanceof Verifying verifying ? verifying.replaced : "";
    return storedValue()
        .map(known -> known.seen(live, replaced))
        .orElseGet(() -> new Stored(live.text(), false));
  }

  private FieldState sentAgain(LiveFingerprint before, LiveFingerprint after) {
    String replaced = this instanceof Verifying verifying ? verifying.replaced : before.text();
    return new Verifying(
        replaced, Optional.of(new Stored(after.text(), after.text().equals(replaced))));
  }
}
