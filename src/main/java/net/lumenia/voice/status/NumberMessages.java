package net.lumenia.voice.status;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.NumberLookup;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.ServerText;

/**
 * The sentences about phone numbers.
 *
 * @param numbers of the account, if the spec gives a phone number; otherwise empty, and messages
 *     name ids
 */
public record NumberMessages(Optional<PhoneNumbers> numbers) {

  /** The field of the spec that has the number. */
  private String field() {
    return numbers.isPresent() ? PhoneNumber.FIELD : Field.NUMBER_ID.specName();
  }

  /** The number as the spec gives it, and how the API names it. */
  private String name(long id) {
    return listed(id)
        .map(listed -> "%s (id %d)".formatted(listed.number(), id))
        .orElseGet(() -> String.valueOf(id));
  }

  private Optional<ListedNumber> listed(long id) {
    return numbers.flatMap(all -> all.ofId(id));
  }

  /**
   * The account has no such number, or several, so nothing was sent.
   *
   * @param lookup not {@link NumberLookup.Found}
   */
  public static String notFound(PhoneNumber number, NumberLookup lookup, PhoneNumbers all) {
    return lookup instanceof NumberLookup.Ambiguous(List<Long> ids)
        ? "several of the account's numbers are %s, with the ids %s; give one of them as spec.numberId instead of phoneNumber"
            .formatted(number, ids.stream().map(String::valueOf).collect(joining(", ")))
        : Stream.of(
                Optional.of("the account has no phone number " + number),
                some("similar", all.similarTo(number)),
                have(all),
                all.gap().map("its list of numbers is incomplete: "::concat),
                Optional.of("correct spec.phoneNumber, or get the number in Lumenia first"))
            .flatMap(Optional::stream)
            .collect(joining("; "));
  }

  /** As {@link #notFound}; empty if the account has the number once. */
  public static Optional<String> problem(PhoneNumber number, PhoneNumbers all) {
    return all.find(number) instanceof NumberLookup.Found
        ? Optional.empty()
        : Optional.of(notFound(number, all.find(number), all));
  }

  private static Optional<String> have(PhoneNumbers all) {
    return all.size() == 0
        ? Optional.of("it has none")
        : some("free", all.free()).or(() -> some("it has", all.all()));
  }

  private static Optional<String> some(String label, List<PhoneNumber> numbers) {
    int more = numbers.size() - PhoneNumbers.NAMED;
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: %s%s"
                .formatted(
                    label,
                    numbers.stream()
                        .limit(PhoneNumbers.NAMED)
                        .map(PhoneNumber::text)
                        .collect(joining(", ")),
                    more > 0 ? " and %d more".formatted(more) : ""));
  }

  /** The account's list of numbers can't be read, so nothing was sent. */
  public static String unreadable(PhoneNumber number, String failure) {
    return "the id of %s is not known, because the account's phone numbers cannot be read: %s"
        .formatted(number, failure);
  }

  /**
   * The API rejects a phone number, for which nothing else waits.
   *
   * @param rejection what the API says
   * @param holder the assistant that has the number, if the operator knows one
   */
  public String rejected(long number, String rejection, Optional<NumberHolder> holder) {
    return "%s %s is not linked, and is tried again every few minutes: %s; %s%s"
        .formatted(
            field(),
            name(number),
            rejection,
            holder
                .map(has -> holder(number, has))
                .orElseGet(
                    () ->
                        "if no other assistant is about to let go of it, name another one in spec."
                            + field()),
            workspace(number));
  }

  private String workspace(long number) {
    return listed(number)
        .map(ListedNumber::link)
        .flatMap(
            link ->
                link instanceof NumberLink.Linked(Optional<String> workspace)
                    ? workspace
                    : Optional.empty())
        .map(ServerText::clean)
        .map("; by the account's list of numbers, workspace %s has it"::formatted)
        .orElse("");
  }

  private String holder(long number, NumberHolder holder) {
    String has = "VoiceAssistant %s has this number".formatted(holder.assistant());
    if (holder.next().isPresent()) {
      return has + circle(holder.next().get());
    }
    return holder
        .wanted()
        .map(
            wanted ->
                wanted == number
                    ? "%s and keeps it; change spec.%s of one of the two".formatted(has, field())
                    : "%s and changes to %s; as soon as it has done so, this one is sent"
                        .formatted(has, name(wanted)))
        .orElse(
            has
                + ", and its spec names none; the API cannot unlink a number, so name another one there");
  }

  private static String circle(List<String> others) {
    return " and waits for that of %sthis one; the API can neither unlink nor swap numbers, so give one of them a number that is free, and the one that it is to have after the others have theirs"
        .formatted(
            others.stream().map("%s, which waits for that of "::formatted).collect(joining()));
  }
}
