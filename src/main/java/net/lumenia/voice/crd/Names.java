package net.lumenia.voice.crd;

/** What Kubernetes allows as names, as regular expressions inside a CEL string literal. */
final class Names {

  /** The name of an object: a DNS-1123 subdomain, whose length is bounded elsewhere. */
  static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A key in the data of a ConfigMap or a Secret. */
  static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  private Names() {}
}
