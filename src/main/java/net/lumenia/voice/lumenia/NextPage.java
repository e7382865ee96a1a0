package net.lumenia.voice.lumenia;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.Value;

/**
 * Where the rest of a list is, if its answer is only a page. The contract does not describe pages,
 * so this reads what is common: the address, number or cursor of the next page, or the number of
 * this page and of all, in the answer itself or in an object about the pages.
 */
final class NextPage {

  /** In characters. */
  private static final int MAX_TEXT = 1024;

  private static final FieldType.WholeNumber PAGE = new FieldType.WholeNumber(1, 1_000_000);

  private static final List<String> ADDRESSES =
      List.of("next", "nextUrl", "next_url", "next_page_url", "nextPageUrl");
  private static final List<String> NUMBERS = List.of("nextPage", "next_page");
  private static final List<String> CURSORS = List.of("nextCursor", "next_cursor");
  private static final List<String> CURRENT = List.of("page", "currentPage", "current_page");
  private static final List<String> LAST =
      List.of("totalPages", "total_pages", "lastPage", "last_page", "pages", "pageCount");
  private static final List<String> MORE = List.of("hasMore", "has_more", "hasNext", "has_next");

  /** The objects about the pages. */
  private static final List<String> PLACES = List.of("pagination", "paging", "meta", "links");

  private NextPage() {}

  /** The members of an answer that tell about its pages. */
  static Map<String, JsonShape> members() {
    var members = new HashMap<>(direct());
    PLACES.forEach(place -> members.put(place, JsonShape.object(direct())));
    return members;
  }

  private static Map<String, JsonShape> direct() {
    var members = new HashMap<String, JsonShape>();
    Stream.of(ADDRESSES, NUMBERS, CURSORS, CURRENT, LAST, MORE)
        .flatMap(List::stream)
        .forEach(name -> members.put(name, JsonShape.text(MAX_TEXT)));
    return members;
  }

  /** The query of the next page; empty after the last one, or if it is not known. */
  static Optional<String> query(Node answer) {
    return places(answer).flatMap(place -> queryAt(place).stream()).findFirst();
  }

  /** The place that says that there is more; empty if none does. */
  static Optional<Node> more(Node answer) {
    return places(answer)
        .flatMap(place -> MORE.stream().map(place::member))
        .filter(more -> more.json().equals(new JsonValue.Bool(true)))
        .findFirst();
  }

  private static Stream<Node> places(Node answer) {
    Node data = answer.member("data");
    return Stream.of(answer, data)
        .flatMap(node -> Stream.concat(Stream.of(node), PLACES.stream().map(node::member)));
  }

  private static Optional<String> queryAt(Node place) {
    return first(place, ADDRESSES, NextPage::queryOfAddress)
        .or(() -> first(place, NUMBERS, NextPage::number).map(NextPage::pageQuery))
        .or(
            () ->
                first(place, CURSORS, NextPage::text)
                    .map(cursor -> "cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)))
        .or(() -> afterCurrent(place));
  }

  private static Optional<String> afterCurrent(Node place) {
    return first(place, CURRENT, NextPage::number)
        .filter(
            page -> first(place, LAST, NextPage::number).filter(last -> page < last).isPresent())
        .map(page -> pageQuery(page + 1));
  }

  private static String pageQuery(long page) {
    return "page=" + page;
  }

  private static <T> Optional<T> first(
      Node place, List<String> names, Function<JsonValue, Optional<T>> reader) {
    return names.stream()
        .flatMap(name -> reader.apply(place.member(name).json()).stream())
        .findFirst();
  }

  /** Only the query of the address, because a token must not go to another place. */
  private static Optional<String> queryOfAddress(JsonValue json) {
    return text(json)
        .flatMap(
            address -> {
              try {
                return Optional.ofNullable(new URI(address).getRawQuery());
              } catch (URISyntaxException e) {
                return Optional.empty();
              }
            });
  }

  private static Optional<String> text(JsonValue json) {
    return json instanceof JsonValue.Str(String text)
            && !text.isBlank()
            && text.length() <= MAX_TEXT
        ? Optional.of(text)
        : Optional.empty();
  }

  private static Optional<Long> number(JsonValue json) {
    return WholeNumbers.read(json, PAGE).map(value -> ((Value.WholeNumber) value).value());
  }
}
