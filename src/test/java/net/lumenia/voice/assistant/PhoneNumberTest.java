package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  @ParameterizedTest
  @CsvSource({
    "+493012345678, +493012345678",
    "+49 30 1234 5678, +493012345678",
    "' +49 (0)30 1234-5678 ', +493012345678",
    "+49/30/12.34–56\u00a078, +493012345678",
    "tel:+493012345678, +493012345678",
    "0049 30 12345678, +493012345678",
    "+1 (202) 555-0123, +12025550123",
  })
  void isReadAsPeopleWriteIt(String written, String number) {
    assertThat(PhoneNumber.read(written)).contains(new PhoneNumber(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "030 12345678",
        "+049301234567",
        "+49VANITY",
        "+123456",
        "+1234567890123456"
      })
  void withoutACountryCodeOrOfAnotherLengthItIsNone(String written) {
    assertThat(PhoneNumber.read(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+49 3012345678", "+493012345678 ", "00493012345678", "+493012345678\n"})
  void specsHaveOnlyOneForm(String written) {
    assertThat(PhoneNumber.of(written)).isEmpty();
    assertThat(PhoneNumber.of("+493012345678")).isPresent();
  }
}
