package net.lumenia.voice.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithProcesses
class ApiServerTest {
  @TempDir Path home;

  @Test
  void takesAnotherPortWhenItIsNotTheFirst() throws Exception {
    var launcher = new Launcher(new BinaryResolver(System.getenv()).resolve(Program.basic()), home);
    try (var faster = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GuardedProcess _ = launcher.etcd()) {
      int free = FreePort.find();
      Iterator<Integer> ports = List.of(faster.getLocalPort(), free).iterator();
      var arguments = List.of("--disable-admission-plugins=ServiceAccount");
      try (var server =
          new ApiServer(launcher, Credentials.createIn(home), arguments, ports::next)) {
        server.start();
        assertThat(server.url()).hasPort(free);
      }
    }
  }
}
