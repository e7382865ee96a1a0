package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.FieldType;
import net.lumenia.voice.assistant.ListedNumber;
import net.lumenia.voice.assistant.NumberLink;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.Value;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.BufferedSource;

/**
 * Reads the list of phone numbers in all shapes that {@code docs/contract.md} describes: an array,
 * or an object keyed by the id or the number; as the root, or under one of several names; as a
 * whole, or in pages.
 *
 * <p>A row without a readable id and number is skipped, and the list is then incomplete. An answer
 * without a list, or with rows of which none is readable, is a {@link BadResponse}.
 */
public final class PhoneNumberReader {

  /** Members and items of one page: enough for 10,000 rows with an id, a number and a workspace. */
  private static final int MAX_ENTRIES = 60_000;

  /** In all values of one page together. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final FieldType.WholeNumber ID = (FieldType.WholeNumber) Field.NUMBER_ID.type();

  private static final List<String> LISTS =
      List.of("numbers", "phoneNumbers", "phone_numbers", "items", "results");
  private static final String DATA = "data";

  private static final List<String> IDS = List.of("id", "number_id", "numberId");
  private static final List<String> TEXTS =
      List.of("e164", "phone_number", "phoneNumber", "number");
  private static final List<String> WORKSPACES =
      List.of("workspace", "workspaceSlug", "workspace_slug");
  private static final List<String> NAMES = List.of("originalSlug", "name", "slug");
  private static final List<String> INTEGRATIONS =
      List.of(
          "voiceIntegration", "voice_integration", "voiceIntegrationId", "voice_integration_id");
  private static final List<String> USES = List.of("linked", "inUse", "in_use");

  private static final JsonShape TEXT = JsonShape.text(64);
  private static final JsonShape WORKSPACE =
      JsonShape.text(256)
          .or(
              Map.of(
                  "originalSlug",
                  JsonShape.text(256),
                  "name",
                  JsonShape.text(256),
                  "slug",
                  JsonShape.text(512)));

  private static final JsonShape ANSWER = answer();

  private final TokenFreeText text;

  PhoneNumberReader(TokenFreeText text) {
    this.text = text;
  }

  /** Reads a saved answer. */
  public static ApiResult<PhoneNumberPage> read(byte[] json) {
    BodyReader<PhoneNumberPage> reader =
        new PhoneNumberReader(new TokenFreeText(Optional.empty()))::read;
    return reader.read(json);
  }

  private static JsonShape answer() {
    var row = new HashMap<String, JsonShape>();
    IDS.forEach(name -> row.put(name, JsonShape.number()));
    TEXTS.forEach(name -> row.put(name, TEXT));
    WORKSPACES.forEach(name -> row.put(name, WORKSPACE));
    INTEGRATIONS.forEach(name -> row.put(name, JsonShape.object(Map.of("workspace", WORKSPACE))));
    USES.forEach(name -> row.put(name, JsonShape.NOTHING));
    JsonShape rowOrKey = TEXT.or(row);
    JsonShape list = JsonShape.listOf(rowOrKey).asCounted();
    var members = new HashMap<>(NextPage.members());
    LISTS.forEach(name -> members.put(name, list));
    var root = new HashMap<>(Envelope.around(members));
    root.put(DATA, list.or(members));
    return JsonShape.array(rowOrKey, Integer.MAX_VALUE).asCounted().or(root);
  }

  /**
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<PhoneNumberPage> read(BufferedSource body) throws IOException {
    var quota = new SizeQuota(MAX_ENTRIES, MAX_CHARACTERS);
    var json = new JsonReader(text, ANSWER, Limits.CATALOG_TOKENS, quota);
    return json.read(body).flatMap(this::read);
  }

  private ApiResult<PhoneNumberPage> read(Node root) {
    Optional<BadResponse> failure =
        root.isArray() ? Optional.empty() : new Envelope(text).reportedFailure(root);
    if (failure.isPresent()) {
      return new Failure<>(failure.get());
    }
    return list(root)
        .map(list -> page(root, list))
        .orElseGet(
            () ->
                new Failure<>(
                    BadResponse.at(
                        root.path(),
                        "expected a list of phone numbers under %s or %s, found none"
                            .formatted(String.join(", ", LISTS), DATA))));
  }

  /** The list itself: an array, or an object of objects. */
  private static Optional<Node> list(Node root) {
    if (root.isArray()) {
      return Optional.of(root);
    }
    Node data = root.member(DATA);
    return Stream.of(
            LISTS.stream().map(root::member), LISTS.stream().map(data::member), Stream.of(data))
        .flatMap(nodes -> nodes)
        .filter(node -> node.isArray() || node.isObject())
        .findFirst();
  }

  private ApiResult<PhoneNumberPage> page(Node root, Node list) {
    var numbers = new ArrayList<ListedNumber>();
    Optional<Row> unreadable = Optional.empty();
    for (Row row : rows(list)) {
      Optional<ListedNumber> number = row.number();
      number.ifPresent(numbers::add);
      unreadable = unreadable.or(() -> number.isEmpty() ? Optional.of(row) : Optional.empty());
    }
    if (numbers.isEmpty() && unreadable.isPresent()) {
      Row row = unreadable.get();
      return new Failure<>(BadResponse.at(text.clean(row.node().path()), row.problem()));
    }
    Optional<String> next = NextPage.query(root);
    Optional<String> gap =
        unreadable
            .map(row -> text.clean(row.node().path()) + ": " + row.problem())
            .or(() -> cut(list))
            .or(() -> next.isPresent() ? Optional.empty() : unknownPage(root));
    return new Success<>(new PhoneNumberPage(numbers, next, gap));
  }

  private static List<Row> rows(Node list) {
    return list.json() instanceof JsonValue.Obj(var members, _)
        ? members.keySet().stream()
            .map(key -> new Row(list.member(key), new JsonValue.Str(key)))
            .toList()
        : list.items().stream().map(item -> new Row(item, new JsonValue.Absent())).toList();
  }

  private static Optional<String> cut(Node list) {
    boolean complete =
        switch (list.json()) {
          case JsonValue.Arr(_, boolean all) -> all;
          case JsonValue.Obj(_, boolean all) -> all;
          default -> true;
        };
    return complete ? Optional.empty() : Optional.of("it has more rows than the operator reads");
  }

  private static Optional<String> unknownPage(Node root) {
    return NextPage.more(root)
        .map(more -> "%s says that there is another page, but not where".formatted(more.path()));
  }

  /**
   * One number.
   *
   * @param key its name in an object of rows
   */
  private record Row(Node node, JsonValue key) {

    Optional<ListedNumber> number() {
      return id().flatMap(id -> phoneNumber().map(number -> new ListedNumber(id, number, link())));
    }

    String problem() {
      return id().isEmpty()
          ? "expected an id from %d to %d, found none".formatted(ID.min(), ID.max())
          : "expected a phone number with a country code, such as +493012345678, found none";
    }

    private Optional<Long> id() {
      return Stream.concat(IDS.stream().map(name -> node.member(name).json()), Stream.of(key))
          .flatMap(json -> WholeNumbers.read(json, ID).stream())
          .findFirst()
          .map(value -> ((Value.WholeNumber) value).value());
    }

    private Optional<PhoneNumber> phoneNumber() {
      return Stream.concat(TEXTS.stream().map(node::member), Stream.of(new Node(node.path(), key)))
          .flatMap(place -> string(place).stream())
          .flatMap(number -> PhoneNumber.read(number).stream())
          .findFirst();
    }

    private NumberLink link() {
      Optional<String> workspace = workspace();
      if (workspace.isPresent()) {
        return new NumberLink.Linked(workspace);
      }
      List<JsonValue> signs =
          Stream.of(WORKSPACES, INTEGRATIONS, USES)
              .flatMap(List::stream)
              .map(name -> node.member(name).json())
              .filter(sign -> !(sign instanceof JsonValue.Absent))
              .toList();
      if (signs.isEmpty()) {
        return new NumberLink.Unknown();
      }
      return signs.stream().allMatch(Row::saysUnused)
          ? new NumberLink.Free()
          : new NumberLink.Linked(Optional.empty());
    }

    private static boolean saysUnused(JsonValue sign) {
      return sign instanceof JsonValue.Null || sign.equals(new JsonValue.Bool(false));
    }

    private Optional<String> workspace() {
      return Stream.concat(
              WORKSPACES.stream().map(node::member),
              INTEGRATIONS.stream().map(name -> node.member(name).member("workspace")))
          .flatMap(
              place ->
                  Stream.concat(Stream.of(place), NAMES.stream().map(place::member))
                      .flatMap(name -> string(name).stream()))
          .filter(name -> !name.isBlank())
          .findFirst()
          .map(Row::name);
    }

    private static String name(String nameOrSlug) {
      return new WorkspaceSlug(nameOrSlug).name().orElse(nameOrSlug);
    }

    private static Optional<String> string(Node node) {
      return node.json() instanceof JsonValue.Str(String text)
          ? Optional.of(text)
          : Optional.empty();
    }
  }
}
