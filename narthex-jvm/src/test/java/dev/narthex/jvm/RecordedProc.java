package dev.narthex.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code /proc} as a kernel showed it: of a server whose name has blanks and brackets, on a machine
 * with pages of 16 KiB.
 */
final class RecordedProc {

  private static final String STAT = """
      cpu  53061 0 7472 54951 306 0 97 94 0 0
      cpu0 26458 0 3409 27955 101 0 22 44 0 0
      intr 88118 0 9 0 0 0 0 0 0 0
      ctxt 2451234
      btime 1700000000
      processes 17816
      """;

  static final String STAT_OF_PROCESS =
      "4711 (Web (main) v2) S 1 4711 4711 0 -1 4194560 81214 0 102 0 1234 566 7 8 20 0 41 0 98765"
          + " 7654321152 20480 18446744073709551615 1 1 0 0 0 0 0 0 2 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0"
          + " 0 0 0\n";

  static final String LIMITS = """
      Limit                     Soft Limit           Hard Limit           Units
      Max cpu time              unlimited            unlimited            seconds
      Max open files            1024                 524288               files
      Max locked memory         8388608              8388608              bytes
      Max address space         unlimited            unlimited            bytes
      Max realtime timeout      unlimited            unlimited            us
      """;

  static final String NETSTAT = """
      TcpExt: SyncookiesSent SyncookiesRecv InOctets
      TcpExt: 1 2 3
      IpExt: InNoRoutes InTruncatedPkts InOctets OutOctets InMcastOctets
      IpExt: 0 0 219785444 4350296 17
      """;

  private final Path proc;

  private RecordedProc(Path proc) {
    this.proc = proc;
  }

  /** Puts the recording into an empty folder; process 4711 is "self" too. */
  static RecordedProc in(Path folder) throws IOException {
    RecordedProc recorded = new RecordedProc(folder);
    recorded.write("stat", STAT);
    for (String process : new String[] {"self", "4711"}) {
      recorded.write(process + "/stat", STAT_OF_PROCESS);
      recorded.write(process + "/limits", LIMITS);
      recorded.write(process + "/net/netstat", NETSTAT);
      for (int descriptor = 0; descriptor < 5; descriptor++) {
        recorded.write(process + "/fd/" + descriptor, "");
      }
    }
    Files.write(folder.resolve("self/auxv"), auxv());
    return recorded;
  }

  private static byte[] auxv() {
    long[] entries = {33, 0x7fffL << 32, 16, 0x178bfbff, 6, 16384, 17, 100, 0, 0};
    ByteBuffer bytes =
        ByteBuffer.allocate(entries.length * Long.BYTES).order(ByteOrder.nativeOrder());
    for (long entry : entries) {
      bytes.putLong(entry);
    }
    return bytes.array();
  }

  Path path() {
    return proc;
  }

  void write(String file, String text) throws IOException {
    Files.createDirectories(proc.resolve(file).getParent());
    Files.writeString(proc.resolve(file), text);
  }

  void delete(String file) throws IOException {
    Files.delete(proc.resolve(file));
  }
}
