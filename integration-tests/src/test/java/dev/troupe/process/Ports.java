package dev.troupe.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Ports of the loopback interface. */
final class Ports {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long BETWEEN_MILLIS = 50;

  private Ports() {}

  /** One that is free now. */
  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until a process listens; fails if it ends or takes too long. */
  static void await(Process process, int port) throws InterruptedException {
    long begin = System.nanoTime();
    while (!isOpen(port)) {
      if (process.waitFor(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the process ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() - begin > LONGEST_NANOS) {
        throw new AssertionError("nothing listens at port " + port);
      }
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
