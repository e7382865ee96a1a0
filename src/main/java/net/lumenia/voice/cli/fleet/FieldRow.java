package net.lumenia.voice.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.lumenia.voice.assistant.Field;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cli.output.Palette.Style;
import net.lumenia.voice.crd.VoiceAssistantStatus.DriftEntry;
import net.lumenia.voice.crd.VoiceAssistantStatus.FieldStatus;
import org.jspecify.annotations.Nullable;

/** A managed field, or below it one of its differences. */
record FieldRow(String field, String state, String live, String desired, String note) {

  /** The row of a field, and one for each difference in it. */
  static List<FieldRow> of(
      String name, FieldStatus field, JsonNode live, List<DriftEntry> differences) {
    var rows = new ArrayList<FieldRow>();
    String state = ServerText.clean(Objects.requireNonNullElse(field.state(), ""));
    String note = Boolean.TRUE.equals(field.unreported()) ? "the API does not report it" : "";
    if (differences.size() == 1 && name.equals(differences.getFirst().field())) {
      DriftEntry only = differences.getFirst();
      rows.add(new FieldRow(name, state, text(only.live()), text(only.desired()), note(only)));
      return rows;
    }
    rows.add(new FieldRow(name, state, text(name, live), "", note));
    for (DriftEntry one : differences) {
      rows.add(
          new FieldRow(
              "  " + text(one.field()), "", text(one.live()), text(one.desired()), note(one)));
    }
    return rows;
  }

  private static String text(String name, JsonNode live) {
    String phoneNumber =
        name.equals(Field.NUMBER_ID.specName()) ? LiveText.of(live.path(PhoneNumber.FIELD)) : "";
    return LiveText.of(live.path(name))
        + (phoneNumber.isEmpty() ? "" : " (%s)".formatted(phoneNumber));
  }

  /** The field of a difference, whose path may be longer, such as {@code voice.voiceId}. */
  static String field(DriftEntry difference) {
    String path = Objects.requireNonNullElse(difference.field(), "");
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static String note(DriftEntry difference) {
    return (Boolean.TRUE.equals(difference.outside()) ? "changed outside Git" : "")
        + (difference.invisible() == null ? "" : " " + text(difference.invisible()));
  }

  private static String text(@Nullable String text) {
    return Optional.ofNullable(text).map(ServerText::clean).orElse("");
  }

  static List<Column<FieldRow>> columns(int minWidth) {
    return List.of(
        Column.of("FIELD", FieldRow::field),
        Column.<FieldRow>of("STATE", FieldRow::state).styled(row -> style(row.state())),
        Column.<FieldRow>of("LIVE", FieldRow::live).cutTo(minWidth),
        Column.<FieldRow>of("DESIRED", FieldRow::desired).cutTo(minWidth),
        Column.<FieldRow>of("NOTE", FieldRow::note).cutTo(minWidth));
  }

  private static Optional<Style> style(String state) {
    return switch (state) {
      case "" -> Optional.empty();
      case "InSync" -> Optional.of(Style.GOOD);
      case "Pending", "Verifying", "DriftReported" -> Optional.of(Style.WARNING);
      default -> Optional.of(Style.BAD);
    };
  }
}
