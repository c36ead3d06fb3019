package dev.narthex.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a program in a JVM of its own, scrapes it once, and lets it end. */
final class FirstScrape {

  private static final String REQUEST = String.join(
      "\r\n",
      "GET /metrics HTTP/1.1",
      "Host: localhost",
      "Accept: text/plain;version=0.0.4",
      "Connection: close",
      "",
      "");

  private FirstScrape() {}

  /** The milliseconds from the start of the JVM to the end of the answer. */
  static double millis(Program program, Path jar, String... jvmOptions)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", jar.toString(), program.main().getName(), "" + port));
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException(
            program.contestant() + " ended before it listened. Run: " + String.join(" ", command));
      }
      String answer = scrape(port);
      double millis = (System.nanoTime() - start) / 1e6;
      if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("jobs_total")) {
        throw new IllegalStateException(program.contestant() + " answered: " + answer);
      }
      process.getOutputStream().close(); // tells it to end
      process.waitFor();
      return millis;
    } finally {
      process.destroy();
    }
  }

  private static String scrape(int port) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(REQUEST.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }
}
