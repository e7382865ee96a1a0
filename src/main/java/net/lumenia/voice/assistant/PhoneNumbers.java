package net.lumenia.voice.assistant;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The phone numbers of an account. Immutable. */
public final class PhoneNumbers {

  /** The most that messages name. */
  public static final int NAMED = 8;

  /** Of a number that is written with another country code, at least these digits are the same. */
  private static final int SAME_END = 7;

  /** Two swapped, missing, additional or different digits. */
  private static final int MISTAKES = 2;

  /** A row with its entries in both maps, in bytes. */
  private static final long FOOTPRINT = 256;

  private final Map<PhoneNumber, List<ListedNumber>> byNumber;
  private final Map<Long, ListedNumber> byId;
  private final Optional<String> gap;

  /**
   * @param gap what the list lacks, for messages; empty if it is complete
   */
  public PhoneNumbers(Collection<ListedNumber> listed, Optional<String> gap) {
    byId = listed.stream().collect(toMap(ListedNumber::id, one -> one, (first, _) -> first));
    byNumber =
        rows().stream()
            .collect(groupingBy(ListedNumber::number, collectingAndThen(toList(), List::copyOf)));
    this.gap = gap;
  }

  /** What the list lacks, for messages; empty if it is complete. */
  public Optional<String> gap() {
    return gap;
  }

  public int size() {
    return byId.size();
  }

  /** The rows in the order of their ids. */
  public List<ListedNumber> rows() {
    return byId.values().stream().sorted(Comparator.comparingLong(ListedNumber::id)).toList();
  }

  /** The row of a number. */
  public NumberLookup find(PhoneNumber number) {
    List<ListedNumber> rows = byNumber.getOrDefault(number, List.of());
    return switch (rows.size()) {
      case 0 -> new NumberLookup.NotFound();
      case 1 -> new NumberLookup.Found(rows.getFirst());
      default ->
          new NumberLookup.Ambiguous(rows.stream().map(ListedNumber::id).limit(NAMED).toList());
    };
  }

  /** The row with this id. */
  public Optional<ListedNumber> ofId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The numbers that may be meant: those with another country code or with the fewest other digits,
   * at most two. Sorted, at most {@link #NAMED}.
   */
  public List<PhoneNumber> similarTo(PhoneNumber number) {
    var budget = new SearchBudget();
    SortedMap<Integer, List<PhoneNumber>> byMistakes =
        byNumber.keySet().stream()
            .filter(_ -> !budget.isSpent())
            .sorted()
            .collect(groupingBy(one -> mistakes(number, one, budget), TreeMap::new, toList()));
    return byMistakes.headMap(MISTAKES + 1).values().stream()
        .findFirst()
        .map(nearest -> nearest.stream().limit(NAMED).toList())
        .orElseGet(List::of);
  }

  /** How many mistakes explain the other number; another country code counts as one. */
  private static int mistakes(PhoneNumber number, PhoneNumber other, SearchBudget budget) {
    budget.spend(1);
    return end(number).equals(end(other))
        ? 1
        : EditDistance.between(number.text(), other.text(), MISTAKES, budget);
  }

  private static String end(PhoneNumber number) {
    return number.text().substring(number.text().length() - SAME_END);
  }

  /** The numbers that no voice integration uses, if the API shows that. Sorted. */
  public List<PhoneNumber> free() {
    return byId.values().stream()
        .filter(one -> one.link() instanceof NumberLink.Free)
        .map(ListedNumber::number)
        .sorted()
        .toList();
  }

  /** All numbers, sorted. */
  public List<PhoneNumber> all() {
    return byNumber.keySet().stream().sorted().toList();
  }

  /** Its size in memory, in bytes. Overestimates rather than underestimates. */
  public long footprint() {
    return byId.values().stream()
        .mapToLong(
            one ->
                FOOTPRINT
                    + (one.link() instanceof NumberLink.Linked(Optional<String> workspace)
                        ? 2L * workspace.map(String::length).orElse(0)
                        : 0))
        .sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PhoneNumbers numbers
        && byId.equals(numbers.byId)
        && gap.equals(numbers.gap);
  }

  @Override
  public int hashCode() {
    return byId.hashCode();
  }

  /** Without the numbers, which may be many. */
  @Override
  public String toString() {
    return "%d phone numbers".formatted(size());
  }
}
