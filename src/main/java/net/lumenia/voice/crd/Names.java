package net.lumenia.voice.crd;

/** The names that Kubernetes allows, as regular expressions for CEL string literals. */
final class Names {

  /** The name of an object: a DNS-1123 subdomain, whose length is bounded elsewhere. */
  static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A key in the data of a ConfigMap or a Secret. */
  static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  private Names() {}
}
