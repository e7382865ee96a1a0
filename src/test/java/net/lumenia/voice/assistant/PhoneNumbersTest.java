package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhoneNumbersTest {

  private static final PhoneNumber BERLIN = new PhoneNumber("+493012345678");

  private static ListedNumber row(long id, String number) {
    return new ListedNumber(id, new PhoneNumber(number), new NumberLink.Free());
  }

  private static PhoneNumbers of(ListedNumber... rows) {
    return new PhoneNumbers(List.of(rows), Optional.empty());
  }

  @Test
  void numberIsFoundByItselfAndByItsId() {
    ListedNumber berlin = row(7, BERLIN.text());
    PhoneNumbers numbers = of(berlin, row(8, "+12025550123"));

    assertThat(numbers.find(BERLIN)).isEqualTo(new NumberLookup.Found(berlin));
    assertThat(numbers.ofId(7)).contains(berlin);
    assertThat(numbers.ofId(9)).isEmpty();
    assertThat(numbers.find(new PhoneNumber("+12025550124")))
        .isEqualTo(new NumberLookup.NotFound());
  }

  @Test
  void numberOfSeveralRowsIsAmbiguous() {
    assertThat(of(row(9, BERLIN.text()), row(7, BERLIN.text())).find(BERLIN))
        .isEqualTo(new NumberLookup.Ambiguous(List.of(7L, 9L)));
  }

  @Test
  void rowThatIsListedTwiceCountsOnce() {
    assertThat(of(row(7, BERLIN.text()), row(7, BERLIN.text())).find(BERLIN))
        .isInstanceOf(NumberLookup.Found.class);
  }

  @Test
  void otherCountryCodesAndDigitsAreSimilar() {
    PhoneNumbers numbers =
        of(
            row(1, "+3533012345678"),
            row(2, "+493012345679"),
            row(3, "+493012354678"),
            row(4, "+49301234567"),
            row(5, "+12025550123"));

    assertThat(numbers.similarTo(BERLIN))
        .extracting(PhoneNumber::text)
        .containsExactly("+3533012345678", "+49301234567", "+493012345679", "+493012354678");
  }

  /** An organization often has a block of numbers. */
  @Test
  void neighborsOfTheMeantNumberAreNotNamed() {
    PhoneNumbers numbers =
        of(row(1, "+493012345677"), row(2, "+493012345678"), row(3, "+493012345679"));

    assertThat(numbers.similarTo(new PhoneNumber("+433012345678"))).containsExactly(BERLIN);
  }

  @Test
  void onlyANumberThatIsShownAsUnusedIsFree() {
    var linked = new ListedNumber(1, BERLIN, new NumberLink.Linked(Optional.of("acme")));
    var unknown = new ListedNumber(2, new PhoneNumber("+12025550123"), new NumberLink.Unknown());
    PhoneNumbers numbers = of(linked, unknown, row(3, "+12025550124"));

    assertThat(numbers.free()).containsExactly(new PhoneNumber("+12025550124"));
    assertThat(numbers.all()).hasSize(3);
  }

  @Test
  void searchAmongManyNumbersEnds() {
    var many =
        new PhoneNumbers(
            IntStream.range(0, 100_000)
                .mapToObj(i -> row(i + 1, "+4930123%07d".formatted(i)))
                .toList(),
            Optional.empty());

    assertThat(many.similarTo(BERLIN)).hasSizeLessThanOrEqualTo(PhoneNumbers.NAMED);
    assertThat(many.footprint()).isGreaterThan(100_000 * 200L);
  }
}
