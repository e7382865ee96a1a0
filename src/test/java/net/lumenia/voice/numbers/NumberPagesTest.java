package net.lumenia.voice.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.Credentials;
import net.lumenia.voice.lumenia.Limits;
import net.lumenia.voice.lumenia.LumeniaClient;
import net.lumenia.voice.lumenia.PhoneNumberPage;
import net.lumenia.voice.lumenia.Token;
import net.lumenia.voice.simulator.NumberRenderer;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.state.NumberShape;
import net.lumenia.voice.simulator.state.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumberPagesTest {

  private final List<Optional<String>> queries = new ArrayList<>();

  private static PhoneNumbers value(ApiResult<PhoneNumbers> result) {
    return switch (result) {
      case ApiResult.Success<PhoneNumbers>(PhoneNumbers numbers) -> numbers;
      case ApiResult.Failure<PhoneNumbers>(ApiFailure failure) -> throw new AssertionError(failure);
    };
  }

  private static ListedNumber row(long id) {
    return new ListedNumber(
        id, new PhoneNumber(NumberRenderer.phoneNumber(id)), new NumberLink.Free());
  }

  /** Through the client and the simulator's socket. */
  @ParameterizedTest
  @EnumSource
  void everyShapeGivesTheSameNumbers(NumberShape shape) {
    var options =
        SimulatorOptions.defaults()
            .withWorkspaces(List.of("acme"))
            .withSettings(Settings.DEFAULT.withNumberShape(shape));
    try (Simulator simulator = Simulator.start(options)) {
      var client = new LumeniaClient("1.2.3", Limits.DEFAULT, (_, _, _) -> {}, Clock.systemUTC());
      var credentials =
          new Credentials(
              AccountEndpoint.of(simulator.baseUrl().toString(), SimulatorOptions.ACCOUNT_ID)
                  .orElseThrow(),
              Token.of(SimulatorOptions.TOKEN).orElseThrow());

      PhoneNumbers numbers =
          value(NumberPages.read(query -> client.getPhoneNumbers(credentials, query)));

      assertThat(numbers.size()).isEqualTo(100);
      assertThat(numbers.gap()).isEmpty();
      assertThat(numbers.ofId(77).map(ListedNumber::number))
          .contains(new PhoneNumber(NumberRenderer.phoneNumber(77)));
    }
  }

  private ApiResult<PhoneNumberPage> answer(Optional<String> query, PhoneNumberPage page) {
    queries.add(query);
    return new ApiResult.Success<>(page);
  }

  @Test
  void failureOfAPageIsAFailureOfTheList() {
    var failure = new ApiFailure.Timeout("late");

    ApiResult<PhoneNumbers> result =
        NumberPages.read(
            query ->
                query.isEmpty()
                    ? answer(
                        query,
                        new PhoneNumberPage(
                            List.of(row(1)), Optional.of("page=2"), Optional.empty()))
                    : new ApiResult.Failure<>(failure));

    assertThat(result).isEqualTo(new ApiResult.Failure<>(failure));
  }

  /** Reads a list whose every page names another one. */
  private PhoneNumbers readEndless(IntFunction<List<ListedNumber>> rows, IntFunction<String> next) {
    return value(
        NumberPages.read(
            query -> {
              int page = queries.size();
              return answer(
                  query,
                  new PhoneNumberPage(
                      rows.apply(page), Optional.of(next.apply(page)), Optional.empty()));
            }));
  }

  @Test
  void pageThatLeadsBackEndsTheList() {
    PhoneNumbers numbers = readEndless(_ -> List.of(row(1)), _ -> "page=2");

    assertThat(queries).containsExactly(Optional.empty(), Optional.of("page=2"));
    assertThat(numbers.gap()).isPresent();
  }

  @Test
  void endlessListIsCut() {
    PhoneNumbers numbers =
        readEndless(
            page -> LongStream.range(0, 1_000).mapToObj(i -> row(page * 1_000L + i + 1)).toList(),
            page -> "page=" + page);

    assertThat(numbers.size()).isEqualTo(NumberPages.MAX_NUMBERS);
    assertThat(queries).hasSize(10);
    assertThat(numbers.gap()).isPresent();
  }

  @Test
  void smallPagesWithoutEndAreCut() {
    PhoneNumbers numbers = readEndless(page -> List.of(row(page + 1L)), page -> "page=" + page);

    assertThat(queries).hasSize(NumberPages.MAX_PAGES);
    assertThat(numbers.gap()).contains("the operator read 50 pages, and there are more");
  }
}
