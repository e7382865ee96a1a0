package net.lumenia.voice.crd;

import java.util.regex.Pattern;

/** The names and addresses that are allowed, as regular expressions for CEL string literals. */
public final class Names {

  /** The name of an object: a DNS-1123 subdomain, whose length is bounded elsewhere. */
  public static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A key in the data of a ConfigMap or a Secret. */
  public static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  /** The id of an account. */
  public static final String UUID =
      "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

  /** A base URL. */
  public static final String BASE_URL =
      "^https?://([a-zA-Z0-9._-]+|[[][0-9a-fA-F:.]+[]])(:[0-9]{1,5})?(/[a-zA-Z0-9._~%!$&()*+,;=:@/?#-]*)?$";

  /** What in a base URL is not part of it: query, fragment and user info. */
  public static final String NOT_OF_BASE_URL = "[?#]|^[^/]*//[^/]*@";

  /** An interval, whose length is bounded elsewhere. */
  public static final String INTERVAL = "^([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$";

  /** A phone number in E.164 form. */
  public static final String PHONE_NUMBER = "^[+][1-9][0-9]{6,14}$";

  private Names() {}

  /** The regular expression for Java. */
  public static Pattern pattern(String literal) {
    return Pattern.compile(
        literal.replace("\\\\", "\\").replace("[]]", "\\]").replace("[[]", "\\["));
  }
}
