package net.lumenia.voice.network;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy: the value of {@code NO_PROXY}, as Go's package {@code
 * golang.org/x/net/http/httpproxy} reads it. Entries are separated by commas or, as in curl, by
 * blanks.
 *
 * <table>
 *   <caption>Entries</caption>
 *   <tr><td>{@code example.com}</td><td>this host and its subdomains</td></tr>
 *   <tr><td>{@code .example.com}, {@code *.example.com}</td><td>its subdomains</td></tr>
 *   <tr><td>{@code 10.0.0.1}, {@code fd00::1}</td><td>an address</td></tr>
 *   <tr><td>{@code 10.0.0.0/8}, {@code fd00::/8}</td><td>addresses with this prefix</td></tr>
 *   <tr><td>{@code *}</td><td>all hosts</td></tr>
 * </table>
 *
 * A host or an address may be followed by a port. Host names are not resolved. The loopback
 * interface is never reached through a proxy.
 */
public final class NoProxy {

  private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<ip6>[^\\]]*)\\]|(?<host>[^:\\[\\]]*)):(?<port>[^:]*)");
  private static final Pattern NAME = Pattern.compile("\\.?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  /** An entry. */
  private sealed interface Entry {

    boolean matches(Target target);

    record All() implements Entry {
      @Override
      public boolean matches(Target target) {
        return true;
      }
    }

    record Network(IpPrefix prefix, Optional<Integer> port) implements Entry {
      @Override
      public boolean matches(Target target) {
        return target.hasPort(port) && target.address().filter(prefix::contains).isPresent();
      }
    }

    record Domain(String suffix, boolean alsoItself, Optional<Integer> port) implements Entry {
      @Override
      public boolean matches(Target target) {
        String host = target.host();
        return target.hasPort(port)
            && (host.endsWith(suffix) || (alsoItself && host.equals(suffix.substring(1))));
      }
    }
  }

  private record Target(String host, int port, Optional<IpAddress> address) {

    boolean hasPort(Optional<Integer> required) {
      return required.isEmpty() || required.get() == port;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  /** Reads the variable's value. */
  public NoProxy(String value) {
    for (String entry : SEPARATORS.split(value.toLowerCase(Locale.ROOT), -1)) {
      if (!entry.isEmpty()) {
        read(entry).ifPresentOrElse(entries::add, () -> unreadable.add(entry));
      }
    }
  }

  /** Entries that are no hosts, addresses or networks, and match nothing. */
  public List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  /**
   * Whether the host is reached without a proxy.
   *
   * @param host a name or an address, in or without brackets
   */
  public boolean matches(String host, int port) {
    String name = withoutDot(withoutBrackets(host.toLowerCase(Locale.ROOT)));
    Optional<IpAddress> address = IpAddress.parse(name);
    var target = new Target(name, port, address);
    return name.equals("localhost")
        || address.filter(IpAddress::isLoopback).isPresent()
        || entries.stream().anyMatch(entry -> entry.matches(target));
  }

  private static Optional<Entry> read(String text) {
    if (text.equals("*")) {
      return Optional.of(new Entry.All());
    }
    Optional<IpPrefix> network = IpPrefix.parse(withoutBrackets(text));
    if (network.isPresent()) {
      return network.map(prefix -> new Entry.Network(prefix, Optional.empty()));
    }
    Matcher withPort = WITH_PORT.matcher(text);
    if (!withPort.matches()) {
      return read(withoutBrackets(text), Optional.empty());
    }
    Optional<Integer> port = port(withPort.group("port"));
    String ip6 = withPort.group("ip6");
    return port.isEmpty()
        ? Optional.empty()
        : read(ip6 != null ? ip6 : withPort.group("host"), port);
  }

  private static Optional<Entry> read(String host, Optional<Integer> port) {
    return IpAddress.parse(host)
        .<Entry>map(address -> new Entry.Network(IpPrefix.of(address), port))
        .or(() -> domain(withoutDot(host), port));
  }

  private static Optional<Entry> domain(String host, Optional<Integer> port) {
    String name = ascii(host.startsWith("*.") ? host.substring(1) : host);
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    boolean subdomainsOnly = name.startsWith(".");
    return Optional.of(new Entry.Domain(subdomainsOnly ? name : "." + name, !subdomainsOnly, port));
  }

  private static String ascii(String host) {
    try {
      return host.startsWith(".") ? "." + IDN.toASCII(host.substring(1)) : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return host;
    }
  }

  private static Optional<Integer> port(String digits) {
    return digits.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
