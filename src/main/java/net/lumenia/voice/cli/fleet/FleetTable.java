package net.lumenia.voice.cli.fleet;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Palette.Style;

/** The fleet as a table with a row for each assistant. */
public final class FleetTable {

  private static final int MIN_WIDTH = 12;

  /** As much of a hash as tells two plans apart at a glance. */
  private static final int SHORT_HASH = 8;

  private static final List<String> LEAST_IMPORTANT_FIRST =
      List.of("AGE", "NUMBER", "LAST PATCH", "VOICE");

  private final boolean isWide;
  private final TextTable<AssistantRow> table;

  /**
   * @param withNamespaces whether rows are from several namespaces
   * @param isWide whether to show workspace, mode, the whole plan hash and the message, too
   * @param maxWidth of a line, if the columns allow it
   * @param now to which ages refer
   */
  public FleetTable(
      boolean withNamespaces, boolean isWide, int maxWidth, Palette palette, Instant now) {
    this.isWide = isWide;
    table = new TextTable<>(columns(withNamespaces, now), maxWidth, palette);
  }

  private List<Column<AssistantRow>> columns(boolean withNamespaces, Instant now) {
    var columns = new ArrayList<Column<AssistantRow>>();
    if (withNamespaces) {
      columns.add(Column.of("NAMESPACE", AssistantRow::namespace));
    }
    columns.add(Column.of("NAME", AssistantRow::name));
    columns.add(
        Column.<AssistantRow>of("READY", row -> row.readiness().status())
            .styled(row -> Optional.of(row.readiness().style())));
    columns.add(Column.of("REASON", row -> row.readiness().reason()));
    columns.add(Column.<AssistantRow>of("VOICE", AssistantRow::voice).cutTo(MIN_WIDTH));
    columns.add(Column.of("NUMBER", AssistantRow::number));
    columns.add(
        Column.<AssistantRow>of("DRIFT", row -> row.drift() == 0 ? "" : String.valueOf(row.drift()))
            .styled(row -> row.drift() == 0 ? Optional.empty() : Optional.of(Style.WARNING)));
    columns.add(
        Column.<AssistantRow>of("PLAN", this::plan)
            .styled(row -> row.plan().isEmpty() ? Optional.empty() : Optional.of(Style.WARNING)));
    columns.add(Column.of("LAST PATCH", row -> Age.since(row.lastPatch(), now)));
    columns.add(Column.of("AGE", row -> Age.since(row.created(), now)));
    if (isWide) {
      columns.add(Column.<AssistantRow>of("WORKSPACE", AssistantRow::workspace).cutTo(MIN_WIDTH));
      columns.add(Column.of("MODE", AssistantRow::mode));
      columns.add(
          Column.<AssistantRow>of("MESSAGE", row -> row.readiness().message()).cutTo(MIN_WIDTH));
    }
    return columns;
  }

  private String plan(AssistantRow row) {
    return isWide || row.plan().length() <= SHORT_HASH
        ? row.plan()
        : row.plan().substring(0, SHORT_HASH);
  }

  /** The titles, and a line for each row. */
  public List<String> lines(List<AssistantRow> rows) {
    return fitting(rows).lines(rows);
  }

  /** A line for each row, aligned with those of other rows. */
  public List<String> lines(List<AssistantRow> rows, List<AssistantRow> others) {
    TextTable<AssistantRow> fitting = fitting(others);
    int[] widths = fitting.widths(others);
    return rows.stream().map(row -> fitting.line(row, widths)).toList();
  }

  /** On a narrow terminal some columns are left out. */
  private TextTable<AssistantRow> fitting(List<AssistantRow> rows) {
    TextTable<AssistantRow> fitting = table;
    for (String title : LEAST_IMPORTANT_FIRST) {
      if (fitting.fits(rows)) {
        return fitting;
      }
      fitting = fitting.without(title);
    }
    return fitting;
  }

  /** How many assistants there are for each reason, such as {@code 9 Synced, 1 Rejected}. */
  public static String summary(List<AssistantRow> rows) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    rows.forEach(row -> reasons.merge(row.readiness().reason(), 1, Integer::sum));
    String counts =
        reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(reason -> reason.getValue() + " " + reason.getKey())
            .collect(joining(", "));
    return "%d %s: %s"
        .formatted(rows.size(), rows.size() == 1 ? "assistant" : "assistants", counts);
  }
}
