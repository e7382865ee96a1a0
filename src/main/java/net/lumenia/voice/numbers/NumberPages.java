package net.lumenia.voice.numbers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.PhoneNumberPage;

/** Reads all pages of the list of phone numbers, within limits. */
public final class NumberPages {

  static final int MAX_PAGES = 50;
  static final int MAX_NUMBERS = 10_000;

  private NumberPages() {}

  /**
   * Reads the list, page by page. A failure of any page is a failure of the list.
   *
   * @param page reads the page with a query, and the first one without
   */
  public static ApiResult<PhoneNumbers> read(
      Function<Optional<String>, ApiResult<PhoneNumberPage>> page) {
    var numbers = new ArrayList<ListedNumber>();
    Set<String> seen = new HashSet<>();
    Optional<String> query = Optional.empty();
    Optional<String> gap = Optional.empty();
    do {
      switch (page.apply(query)) {
        case ApiResult.Failure<PhoneNumberPage>(ApiFailure failure) -> {
          return new ApiResult.Failure<>(failure);
        }
        case ApiResult.Success<PhoneNumberPage>(PhoneNumberPage read) -> {
          numbers.addAll(read.numbers());
          query = read.nextQuery();
          gap = gap.or(read::gap);
        }
      }
    } while (query.filter(seen::add).isPresent()
        && seen.size() < MAX_PAGES
        && numbers.size() < MAX_NUMBERS);
    Optional<String> cut = query.isPresent() ? Optional.of(cut(seen.size())) : Optional.empty();
    return new ApiResult.Success<>(
        new PhoneNumbers(
            numbers.subList(0, Math.min(numbers.size(), MAX_NUMBERS)), gap.or(() -> cut)));
  }

  private static String cut(int pages) {
    return "the operator read %d pages, and there are more".formatted(pages);
  }
}
