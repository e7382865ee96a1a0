package net.lumenia.voice.cluster;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label selector as {@code kubectl --selector} takes it. The API server evaluates its text for
 * watches; the process evaluates it for objects that it reads otherwise.
 *
 * @param text as it was given
 * @param requirements all of which must hold
 */
public record LabelSelector(String text, List<Requirement> requirements) {

  /** Whether the labels of an object have a property. */
  enum Operator {
    EXISTS,
    ABSENT,
    IN,
    NOT_IN
  }

  /**
   * A condition on one label.
   *
   * @param name of the label
   * @param values that the operator compares with; empty for those that take none
   */
  public record Requirement(String name, Operator operator, Set<String> values) {

    private boolean matches(Map<String, String> labels) {
      Optional<String> value = Optional.ofNullable(labels.get(name));
      return switch (operator) {
        case EXISTS -> value.isPresent();
        case ABSENT -> value.isEmpty();
        case IN -> value.filter(values::contains).isPresent();
        case NOT_IN -> value.filter(values::contains).isEmpty();
      };
    }
  }

  /**
   * Parses a selector.
   *
   * @throws IllegalArgumentException if it is not one; the message says where and what is expected
   */
  public static LabelSelector parse(String text) {
    return new LabelSelector(text, new Parser(text).requirements());
  }

  /** Whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.matches(labels));
  }

  /** The names of the labels that it looks at. */
  public Set<String> names() {
    return requirements.stream().map(Requirement::name).collect(toUnmodifiableSet());
  }

  /** Reads the text from left to right. For one thread. */
  private static final class Parser {

    private static final String PART = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String DOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern NAME =
        Pattern.compile("((?=[^/]{1,253}/)%1$s(\\.%1$s)*/)?%2$s".formatted(DOMAIN, PART));
    private static final Pattern VALUE = Pattern.compile("(%s)?".formatted(PART));
    private static final Pattern WORD = Pattern.compile("[-A-Za-z0-9_./]*");
    private static final Pattern SPACE = Pattern.compile("\\s*");
    private static final Pattern EQUALITY = Pattern.compile("==?|!=");
    private static final Pattern SET = Pattern.compile("(in|notin)\\b");

    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    List<Requirement> requirements() {
      var all = new ArrayList<Requirement>();
      do {
        all.add(requirement());
      } while (skip(","));
      if (at < text.length()) {
        throw expected("one of = == != in notin, or a comma and the next requirement");
      }
      return List.copyOf(all);
    }

    private Requirement requirement() {
      if (skip("!")) {
        return new Requirement(name(), Operator.ABSENT, Set.of());
      }
      String name = name();
      Optional<String> equality = next(EQUALITY);
      if (equality.isPresent()) {
        boolean isNegated = equality.get().equals("!=");
        return new Requirement(name, isNegated ? Operator.NOT_IN : Operator.IN, Set.of(value()));
      }
      return next(SET)
          .map(set -> new Requirement(name, operator(set), values()))
          .orElseGet(() -> new Requirement(name, Operator.EXISTS, Set.of()));
    }

    private static Operator operator(String set) {
      return set.equals("in") ? Operator.IN : Operator.NOT_IN;
    }

    private Set<String> values() {
      require("(");
      var all = new TreeSet<String>();
      do {
        all.add(value());
      } while (skip(","));
      require(")");
      return Set.copyOf(all);
    }

    private String name() {
      return word(NAME, "the name of a label, such as team or example.com/team");
    }

    private String value() {
      return word(VALUE, "the value of a label: at most 63 letters, digits, '-', '_' and '.'");
    }

    private String word(Pattern form, String expected) {
      next(SPACE);
      int start = at;
      String word = next(WORD).orElse("");
      if (!form.matcher(word).matches()) {
        at = start;
        throw expected(expected);
      }
      return word;
    }

    private void require(String mark) {
      if (!skip(mark)) {
        throw expected("'%s'".formatted(mark));
      }
    }

    private boolean skip(String mark) {
      return next(Pattern.compile(Pattern.quote(mark))).isPresent();
    }

    /** The next token, if it has this form, after the spaces before it. */
    private Optional<String> next(Pattern form) {
      Matcher space = SPACE.matcher(text).region(at, text.length());
      int start = space.lookingAt() ? space.end() : at;
      Matcher token = form.matcher(text).region(start, text.length());
      if (!token.lookingAt()) {
        return Optional.empty();
      }
      at = token.end();
      return Optional.of(token.group());
    }

    private IllegalArgumentException expected(String what) {
      return new IllegalArgumentException(
          "'%s', at '%s' (character %d): expected %s"
              .formatted(text, text.substring(at), at + 1, what));
    }
  }
}
