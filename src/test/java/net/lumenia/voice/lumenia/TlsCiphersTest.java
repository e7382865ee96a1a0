package net.lumenia.voice.lumenia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class TlsCiphersTest {

  private static final int TLS_AES_128_GCM_SHA256 = 0x1301;
  private static final int TLS_CHACHA20_POLY1305_SHA256 = 0x1303;

  /** Most servers select the first suite that they support. */
  @Test
  void chaChaIsOfferedFirstAndAesAsWell() throws IOException {
    var builder = new OkHttpClient.Builder();
    TlsCiphers.prefer(builder);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = "https://127.0.0.1:%d/".formatted(server.getLocalPort());
      CompletableFuture<Void> call = CompletableFuture.runAsync(() -> call(builder.build(), url));
      List<Integer> offered;
      try (Socket client = server.accept()) {
        offered = readSuites(new DataInputStream(client.getInputStream()));
      }
      call.join();

      assertThat(offered).startsWith(TLS_CHACHA20_POLY1305_SHA256);
      assertThat(offered).contains(TLS_AES_128_GCM_SHA256);
    }
  }

  private static void call(OkHttpClient client, String url) {
    try {
      client.newCall(new Request.Builder().url(url).build()).execute().close();
    } catch (IOException e) {
      // The server closes the connection after the ClientHello.
    }
  }

  /** Reads the cipher suites of a ClientHello (RFC 8446, section 4.1.2). */
  private static List<Integer> readSuites(DataInputStream in) throws IOException {
    int recordAndHandshakeHeaders = 5 + 4;
    int versionAndRandom = 2 + 32;
    in.skipNBytes(recordAndHandshakeHeaders + versionAndRandom);
    in.skipNBytes(in.readUnsignedByte());
    int count = in.readUnsignedShort() / 2;
    var suites = new ArrayList<Integer>();
    for (int i = 0; i < count; i++) {
      suites.add(in.readUnsignedShort());
    }
    return suites;
  }
}
