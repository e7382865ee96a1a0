package net.lumenia.voice.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PromQL expression of the dashboard or of an alert.
 *
 * @param place the panel's title or the alert's name
 * @param legend the labels that its series must have
 */
record Expression(String place, String text, List<String> legend) {

  /** Metrics of the operator, the SDK and the JVM. */
  private static final Pattern METRIC =
      Pattern.compile(
          "\\b((?:voice|lumenia|operator_sdk|jvm|process|system)[a-z_]*)(?:\\{([^}]*)})?");

  private static final Pattern MATCHER = Pattern.compile("([a-z]+)(?:=|=~)\"");

  /** An expression as Grafana sends it, with a legend such as {@code {{reason}}}. */
  static Expression ofDashboard(String place, String text, String legend) {
    List<String> labels =
        Pattern.compile("\\{\\{(\\w+)}}").matcher(legend).results().map(m -> m.group(1)).toList();
    return new Expression(
        place, text.replace("$__rate_interval", "30s").replace("$job", ".+"), labels);
  }

  /** Selectors of every metric in it, with the labels that it uses; each must match a series. */
  List<String> selectors() {
    var selectors = new ArrayList<String>();
    Matcher metric = METRIC.matcher(text);
    while (metric.find()) {
      String matchers = metric.group(2) == null ? "" : metric.group(2);
      String labels =
          MATCHER
              .matcher(matchers)
              .results()
              .map(label -> label.group(1) + "!=\"\"")
              .reduce((one, other) -> one + ", " + other)
              .orElse("");
      selectors.add("%s{%s}".formatted(metric.group(1), labels));
    }
    return selectors;
  }

  @Override
  public String toString() {
    return place + ": " + text;
  }
}
