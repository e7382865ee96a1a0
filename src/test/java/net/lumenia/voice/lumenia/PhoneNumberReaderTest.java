package net.lumenia.voice.lumenia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberReaderTest {

  private static final PhoneNumber NUMBER = new PhoneNumber("+493012345678");

  private static ApiResult<PhoneNumberPage> read(String json) {
    BodyReader<PhoneNumberPage> reader =
        new PhoneNumberReader(new TokenFreeText(Token.of("s3cr3t-token")))::read;
    return reader.read(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static PhoneNumberPage page(String json) {
    return Api.value(read(json));
  }

  private static String bad(String json) {
    return ((BadResponse) Api.failure(read(json))).message();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'id': 7, 'number': '+493012345678'}]",
        "{'success': true, 'numbers': [{'id': 7, 'phone_number': '+49 30 12345678'}]}",
        "{'data': [{'id': '7', 'e164': '+493012345678', 'number': 'Berlin'}]}",
        "{'data': {'items': [{'number_id': 7.0, 'phoneNumber': '0049 30 12345678'}], 'total': 1}}",
        "{'numbers': {'7': {'number': '+493012345678'}}}",
        "{'results': {'+493012345678': {'id': 7}}}",
        "{'data': {'7': {'number': '+493012345678'}}}",
        "{'phone_numbers': [{'numberId': 7, 'number': '+493012345678'}]}",
      })
  void shapes(String json) {
    assertThat(page(json))
        .isEqualTo(
            new PhoneNumberPage(
                List.of(new ListedNumber(7, NUMBER, new NumberLink.Unknown())),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'workspace': null | Free[]",
        "'workspace': 'acme' | Linked[workspace=Optional[acme]]",
        "'workspace': '61636d65' | Linked[workspace=Optional[acme]]",
        "'workspace': {'slug': '61636d65', 'originalSlug': 'acme'} | Linked[workspace=Optional[acme]]",
        "'workspace': {'id': 3} | Linked[workspace=Optional.empty]",
        "'voice_integration_id': null | Free[]",
        "'voiceIntegrationId': 12 | Linked[workspace=Optional.empty]",
        "'voiceIntegration': {'workspace': {'name': 'acme'}} | Linked[workspace=Optional[acme]]",
        "'inUse': false | Free[]",
        "'linked': true | Linked[workspace=Optional.empty]",
        "'linked': true, 'workspace': null | Linked[workspace=Optional.empty]",
        "'label': 'Berlin' | Unknown[]",
      })
  void links(String members, String link) {
    PhoneNumberPage page = page("[{'id': 7, 'number': '+493012345678', %s}]".formatted(members));
    assertThat(page.numbers().getFirst().link()).hasToString(link);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'next': 'https://elsewhere.example.com/api/v1/numbers?page=2&size=5' | page=2&size=5",
        "'next': null |",
        "'next_page': 3 | page=3",
        "'nextCursor': 'a/b=' | cursor=a%2Fb%3D",
        "'page': 1, 'totalPages': 3 | page=2",
        "'page': 3, 'totalPages': 3 |",
        "'pagination': {'current_page': 2, 'last_page': 3} | page=3",
        "'meta': {'next': '?cursor=x'} | cursor=x",
        "'links': {'next': ''} |",
      })
  void pages(String members, String query) {
    PhoneNumberPage page = page("{'numbers': [], %s}".formatted(members));
    assertThat(page.nextQuery()).isEqualTo(Optional.ofNullable(query));
    assertThat(page.gap()).isEmpty();
  }

  @Test
  void pageWithoutAWayToTheNextOneIsAGap() {
    PhoneNumberPage page = page("{'numbers': [], 'pagination': {'hasMore': true}}");
    assertThat(page.gap())
        .contains("pagination.hasMore says that there is another page, but not where");
  }

  @Test
  void rowThatIsNotUnderstoodIsAGap() {
    PhoneNumberPage page =
        page("[{'id': 7, 'number': '+493012345678'}, {'id': 8, 'number': '030 1234567'}]");
    assertThat(page.numbers()).hasSize(1);
    assertThat(page.gap())
        .contains(
            "$[1]: expected a phone number with a country code, such as +493012345678, found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'success': true} | expected a list of phone numbers under numbers",
        "{'numbers': 'none'} | expected a list of phone numbers under numbers",
        "{'numbers': [{'number': '+493012345678'}]} | at numbers[0]: expected an id from 1",
        "{'data': {'items': [{'id': 7}]}} | at data.items[0]: expected a phone number",
        "{'numbers': [7, 8]} | at numbers[0]: expected an id",
        "{'success': false, 'message': 'no'} | the API says that it failed: no",
        "'none' | expected an object, found a string",
      })
  void otherShapesAreToldWithTheirPath(String json, String problem) {
    assertThat(bad(json)).contains(problem);
  }

  @Test
  void emptyListIsAList() {
    assertThat(page("{'numbers': []}").numbers()).isEmpty();
    assertThat(page("[]").gap()).isEmpty();
  }

  @Test
  void tokenIsNotKept() {
    PhoneNumberPage page =
        page("[{'id': 7, 'number': '+493012345678', 'workspace': 's3cr3t-token'}]");
    assertThat(page.toString()).doesNotContain("s3cr3t-token");
  }

  @Test
  void requestIsForTheAccountAndThePage() throws InterruptedException {
    try (var api = new Api()) {
      api.answering(200, "[]").answering(200, "[]").answering(404, "{\"message\": \"no route\"}");
      api.client.getPhoneNumbers(api.credentials(), Optional.empty());
      api.client.getPhoneNumbers(api.credentials(), Optional.of("page=2&x=a%20b"));
      ApiFailure missing =
          Api.failure(api.client.getPhoneNumbers(api.credentials(), Optional.empty()));

      RecordedRequest first = api.taken();
      assertThat(first.getRequestLine()).isEqualTo("GET /api/v1/numbers HTTP/1.1");
      assertThat(first.getHeaders().get("X-Account-Id")).isEqualTo(Api.ACCOUNT);
      assertThat(api.taken().getRequestLine())
          .isEqualTo("GET /api/v1/numbers?page=2&x=a%20b HTTP/1.1");
      assertThat(missing.message()).contains("give numbers by their id in spec.numberId");
      assertThat(api.observed)
          .containsExactly("list_numbers 200", "list_numbers 200", "list_numbers 404");
    }
  }
}
