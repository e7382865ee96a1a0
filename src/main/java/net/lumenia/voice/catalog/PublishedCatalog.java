package net.lumenia.voice.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.assistant.AllowedValues;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.Catalog.Plain;
import net.lumenia.voice.assistant.Catalog.TranscriberModel;
import net.lumenia.voice.assistant.Catalog.TranscriberProvider;
import net.lumenia.voice.assistant.Catalog.VoiceProvider;
import net.lumenia.voice.assistant.ComponentType;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.PhoneNumbers;
import net.lumenia.voice.assistant.ProviderRule;
import net.lumenia.voice.crd.VoiceCatalogSpec;
import net.lumenia.voice.crd.VoiceCatalogSpec.AllowedList;

/**
 * A catalog as its VoiceCatalog shows it.
 *
 * @param hash as in the account's status; empty if there is no catalog
 * @param numbers of the account; empty if they are not known
 */
public record PublishedCatalog(
    String hash, Optional<Catalog> catalog, Optional<PhoneNumbers> numbers) {

  /** The maximum size of all values in bytes; the API server stores 1.5 MB with metadata. */
  private static final int MAX_SIZE = 900_000;

  /** ASCII only, because CEL can't ignore the case of other letters. */
  private static final Comparator<String> ALPHABETICAL =
      Comparator.comparing(PublishedCatalog::lowerAscii).thenComparing(Comparator.naturalOrder());

  /** What is published for an account that has no catalog, so that nothing is refused. */
  static final PublishedCatalog NONE = new PublishedCatalog("", Optional.empty());

  PublishedCatalog(String hash, Optional<Catalog> catalog) {
    this(hash, catalog, Optional.empty());
  }

  /** The same with these phone numbers. */
  public PublishedCatalog with(Optional<PhoneNumbers> known) {
    return new PublishedCatalog(hash, catalog, known);
  }

  /** The content of the VoiceCatalog, in linear time. */
  public VoiceCatalogSpec spec() {
    var lists = new Lists();
    numbers.ifPresent(lists::add);
    catalog.ifPresent(lists::add);
    return new VoiceCatalogSpec(hash, lists.isComplete, List.copyOf(lists.all));
  }

  private static String lowerAscii(String text) {
    var lower = new StringBuilder(text.length());
    text.chars()
        .forEach(c -> lower.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : (char) c));
    return lower.toString();
  }

  /** Collects lists until the object is full. */
  private static final class Lists {

    private final List<AllowedList> all = new ArrayList<>();
    private int size;
    private boolean isComplete = true;

    /** The short lists come first, so that a huge list of voices is cut and not they. */
    private void add(Catalog catalog) {
      add("voice.provider", Optional.empty(), List.of(), catalog.voiceProviders());
      add("transcriber.provider", Optional.empty(), List.of(), catalog.transcriberProviders());
      var voices = catalog.voiceProviders().values();
      voices.forEach((name, known) -> add("voice.model", name, known.models()));
      catalog.transcriberProviders().values().forEach(this::addTranscribers);
      voices.forEach((name, known) -> add("voice.voiceId", name, voiceIds(name, known)));
    }

    private void add(PhoneNumbers numbers) {
      Map<String, Plain> all =
          numbers.all().stream().collect(toMap(PhoneNumber::text, _ -> new Plain()));
      add(
          "phoneNumber",
          Optional.empty(),
          List.of(),
          numbers.gap().isEmpty() ? AllowedValues.only(all) : AllowedValues.atLeast(all));
    }

    private void addTranscribers(String provider, TranscriberProvider known) {
      add("transcriber.model", provider, known.models());
      byLanguages(known.models().values())
          .forEach(
              (languages, models) ->
                  add("transcriber.language", Optional.of(provider), models, languages));
    }

    /** Models with the same languages share a list. */
    private static Map<AllowedValues<?>, List<String>> byLanguages(
        Map<String, TranscriberModel> models) {
      var byLanguages = new LinkedHashMap<AllowedValues<?>, List<String>>();
      models.forEach(
          (model, known) ->
              byLanguages.computeIfAbsent(known.languages(), _ -> new ArrayList<>()).add(model));
      return byLanguages;
    }

    /** Where a rule of the API makes voices free, the listed ones limit nothing. */
    private static AllowedValues<?> voiceIds(String provider, VoiceProvider known) {
      boolean isFree =
          ProviderRule.find(ComponentType.VOICE, provider)
              .filter(rule -> rule.free().contains("voiceId"))
              .isPresent();
      return isFree ? AllowedValues.atLeast(known.voiceIds().values()) : known.voiceIds();
    }

    private void add(String key, String provider, AllowedValues<?> allowed) {
      add(key, Optional.of(provider), List.of(), allowed);
    }

    private void add(
        String key, Optional<String> provider, List<String> models, AllowedValues<?> allowed) {
      boolean saysNothing = allowed.values().isEmpty() && !allowed.exhaustive();
      if (saysNothing || provider.filter(name -> !isUsable(name)).isPresent()) {
        return;
      }
      if (all.size() == VoiceCatalogSpec.MAX_LISTS) {
        isComplete = false;
        return;
      }
      Cut owners = cut(models, VoiceCatalogSpec.MAX_MODELS);
      Cut values = cut(allowed.values().keySet(), VoiceCatalogSpec.MAX_VALUES);
      isComplete &= owners.isWhole() && values.isWhole();
      all.add(
          new AllowedList(
              key,
              provider.orElse(null),
              models.isEmpty() ? null : owners.values(),
              allowed.exhaustive() && values.isWhole(),
              values.values()));
    }

    /**
     * The beginning of a list.
     *
     * @param isWhole whether it is all of the list
     */
    private record Cut(List<String> values, boolean isWhole) {}

    private Cut cut(Collection<String> from, int max) {
      List<String> usable = from.stream().filter(Lists::isUsable).sorted(ALPHABETICAL).toList();
      List<String> values = usable.stream().limit(max).takeWhile(this::fits).toList();
      return new Cut(values, values.size() == usable.size());
    }

    /** No spec can have a longer value. */
    private static boolean isUsable(String value) {
      return value.length() <= VoiceCatalogSpec.MAX_LENGTH;
    }

    /** Counts a value with its quotes, the comma and the dash. */
    private boolean fits(String value) {
      size += value.getBytes(UTF_8).length + 4;
      return size <= MAX_SIZE;
    }
  }
}
