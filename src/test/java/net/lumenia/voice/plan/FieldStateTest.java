package net.lumenia.voice.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.lumenia.voice.plan.FieldState.NotConverging;
import net.lumenia.voice.plan.FieldState.Stored;
import net.lumenia.voice.plan.FieldState.Verifying;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a state remembers; the table in docs/architecture.md has the names of the states. */
class FieldStateTest {

  private static final LiveFingerprint OLD = shown("old");
  private static final LiveFingerprint NEW = shown("new");
  private static final LiveFingerprint HIDDEN = new LiveFingerprint("hidden", false);

  private static LiveFingerprint shown(String text) {
    return new LiveFingerprint(text, true);
  }

  private static FieldState after(FieldState state, FieldEvent... events) {
    FieldState last = state;
    for (FieldEvent event : events) {
      last = last.next(event);
    }
    return last;
  }

  private static FieldState notConverging(String live, boolean unseen) {
    return new NotConverging(new Stored(live, unseen));
  }

  private static FieldState verifying(String replaced, String live, boolean unseen) {
    return new Verifying(replaced, Optional.of(new Stored(live, unseen)));
  }

  @Test
  void firstPatchRemembersWhatItReplaced() {
    assertThat(after(new FieldState.Pending(), new FieldEvent.Sent(OLD, NEW)))
        .isEqualTo(new Verifying("old", Optional.empty()));
  }

  /** A stale read between the PATCHes must not hide what the first one replaced. */
  @Test
  void secondPatchKeepsWhatTheFirstOneReplaced() {
    assertThat(
            after(
                new Verifying("old", Optional.empty()),
                new FieldEvent.SentAgain(shown("stale"), NEW)))
        .isEqualTo(verifying("old", "new", false));
  }

  @Test
  void correctionOfAnAnsweredPatchReplacesWhatItFound() {
    assertThat(after(new FieldState.InSync(), new FieldEvent.SentAgain(OLD, OLD)))
        .isEqualTo(verifying("old", "old", true));
  }

  @ParameterizedTest
  @CsvSource({
    "new, false, old, new, false", // a stale read
    "new, false, other, other, false", // what the API made of the PATCH, late
    "old, true, old, old, true",
    "old, true, other, other, false",
  })
  void liveValueWhileVerifyingIsTheEffectOfThePatch(
      String stored, boolean unseen, String shown, String expected, boolean stillUnseen) {
    FieldState verifying = verifying("old", stored, unseen);

    assertThat(verifying.next(new FieldEvent.Different(shown(shown))))
        .isEqualTo(verifying("old", expected, stillUnseen));
    assertThat(verifying.next(new FieldEvent.Held(Hold.NOT_CONVERGING, shown(shown))))
        .isEqualTo(notConverging(expected, stillUnseen));
  }

  @Test
  void hiddenValueIsNoNews() {
    FieldState held = notConverging("new", false);

    assertThat(held.next(new FieldEvent.Held(Hold.NOT_CONVERGING, HIDDEN))).isEqualTo(held);
    assertThat(held.storedValue().orElseThrow().explains(HIDDEN)).isTrue();
    assertThat(held.storedValue().orElseThrow().explains(NEW)).isTrue();
    assertThat(held.storedValue().orElseThrow().explains(OLD)).isFalse();
    assertThat(new Stored("old", true).explains(NEW)).isTrue();
  }

  /** Another writer changed the field, and the correction shows that the API still converts it. */
  @Test
  void correctionThatEndsAsBeforeIsNotSentAgain() {
    FieldState held = notConverging("new", false);

    assertThat(held.next(new FieldEvent.Sent(OLD, NEW))).isEqualTo(verifying("old", "new", false));
    assertThat(held.next(new FieldEvent.Sent(OLD, shown("other"))))
        .isEqualTo(new Verifying("old", Optional.empty()));
  }

  @Test
  void twoFieldsThatChangeEachOtherAreNotSentForever() {
    assertThat(new FieldState.InSync().next(new FieldEvent.SideEffect(NEW)))
        .isEqualTo(new Verifying("new", Optional.empty()));
    assertThat(new FieldState.InSync().next(new FieldEvent.CounterEffect(NEW)))
        .isEqualTo(verifying("new", "new", false));
  }

  /** The live value is still the one that the API made of the PATCHes, so it is not drift. */
  @Test
  void requestOfAUserMakesTheSecondPatchUnmade() {
    assertThat(after(notConverging("new", false), new FieldEvent.Requested()))
        .isEqualTo(new Verifying("new", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"OBSERVED", "INVALID"})
  void unprovenPatchIsRememberedWhileTheFieldMustWait(Hold hold) {
    FieldState verifying = new Verifying("old", Optional.empty());

    assertThat(verifying.next(new FieldEvent.Held(hold, NEW))).isEqualTo(verifying);
  }
}
