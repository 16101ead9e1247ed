package dev.troupe.process;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy on the loopback interface that counts the requests to an HTTP server and spoils a share
 * of them: it answers 500 or 503 instead, or cuts the connection in the middle. Each connection
 * carries one request.
 *
 * <p>Uploads are completed with POST. S3 answers a repeated POST like the first one, the server
 * behind this does not: such requests are refused before they arrive, but never cut.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final int LONGEST_HEAD = 1 << 16;
  private static final int LARGEST_CUT = 1 << 16;

  private final ServerSocket server;
  private final int target;
  private final Faults faults;
  private final Random random;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger spoilt = new AtomicInteger();

  /**
   * What goes wrong.
   *
   * @param refused the share of requests that are answered 500 or 503, 0 to 1
   * @param cut the share whose answers end early, 0 to 1
   */
  public record Faults(double refused, double cut) {
    /** Nothing: for counting. */
    public static final Faults NONE = new Faults(0, 0);
  }

  /** What becomes of a request. */
  private enum Fate {
    SERVED,
    REFUSED,
    CUT
  }

  /**
   * Starts a proxy.
   *
   * @param target the server's port
   * @param faults what goes wrong
   * @param seed decides which requests
   */
  public FaultyProxy(int target, Faults faults, long seed) throws IOException {
    this.target = target;
    this.faults = faults;
    this.random = new Random(seed);
    this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** The method and target of every request so far, spoilt ones included: "GET /bucket/key". */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many requests were spoilt. */
  public int spoilt() {
    return spoilt.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      String method = head.substring(0, head.indexOf(' '));
      requests.add(head.substring(0, head.indexOf(' ', method.length() + 1)));
      switch (fate(method)) {
        case REFUSED -> refuse(client.getOutputStream());
        case CUT -> {
          client.setSoLinger(true, 0); // closing resets the connection instead of ending it well
          relay(client, head, cutAfter());
        }
        case SERVED -> relay(client, head, Long.MAX_VALUE);
      }
    } catch (IOException e) {
      // The client or the server went away: the other one sees it.
    }
  }

  private synchronized Fate fate(String method) {
    double dice = random.nextDouble();
    if (dice < faults.refused()) {
      spoilt.incrementAndGet();
      return Fate.REFUSED;
    }
    if (dice < faults.refused() + faults.cut() && !"POST".equals(method)) {
      spoilt.incrementAndGet();
      return Fate.CUT;
    }
    return Fate.SERVED;
  }

  private synchronized int cutAfter() {
    return random.nextInt(LARGEST_CUT);
  }

  private synchronized String status() {
    return random.nextBoolean() ? "500 Internal Server Error" : "503 Slow Down";
  }

  private void refuse(OutputStream out) throws IOException {
    String answer = "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    out.write(answer.formatted(status()).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Passes a request on, and as much of the answer as may be. */
  private void relay(Socket client, String head, long bytes) throws IOException {
    try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
      OutputStream out = upstream.getOutputStream();
      String oneRequest = head.replaceFirst("(?i)\r\nconnection:[^\r]*", "");
      int line = oneRequest.indexOf("\r\n") + 2;
      out.write(
          (oneRequest.substring(0, line) + "Connection: close\r\n" + oneRequest.substring(line))
              .getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      threads.execute(() -> pump(client, upstream));
      InputStream in = upstream.getInputStream();
      byte[] buffer = new byte[1 << 14];
      for (long left = bytes; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          return;
        }
        client.getOutputStream().write(buffer, 0, count);
        left -= count;
      }
    }
  }

  /** Passes the request's body on, if it has one. */
  private static void pump(Socket client, Socket upstream) {
    try {
      client.getInputStream().transferTo(upstream.getOutputStream());
    } catch (IOException e) {
      // Either side closed: the request is over.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < LONGEST_HEAD) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("no request");
      }
      head.write(next);
      if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    throw new IOException("the request's head is too long");
  }
}
