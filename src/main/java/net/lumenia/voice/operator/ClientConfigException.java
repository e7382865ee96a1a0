package net.lumenia.voice.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server's client can't be configured. The message says why, for the user. */
public final class ClientConfigException extends KubernetesClientException {

  private static final long serialVersionUID = 1;

  ClientConfigException(String message) {
    super(message);
  }
}
