package dev.narthex.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cgroups that a process is in: {@code /proc/self/cgroup} tells their paths within each
 * hierarchy, {@code /proc/self/mountinfo} where the hierarchies can be seen; see {@code cgroups(7)} and
 * {@code proc_pid_mountinfo(5)}.
 */
final class CgroupPaths {

  /** Of longer files the beginning is read; a host with a thousand mounts has a tenth of it. */
  private static final int MAX_BYTES = 4 << 20;

  /** What stands for the one hierarchy of version 2, which names no controllers. */
  private static final String UNIFIED = "";

  private final Path root;
  private final List<String> groups;
  private final List<String> mounts;

  private CgroupPaths(Path root, List<String> groups, List<String> mounts) {
    this.root = root;
    this.groups = groups;
    this.mounts = mounts;
  }

  /**
   * Looks at the files of this process.
   *
   * @param root where the file system begins, {@code /} but for tests
   */
  static CgroupPaths of(Path root) {
    return new CgroupPaths(
        root, lines(root.resolve("proc/self/cgroup")), lines(root.resolve("proc/self/mountinfo")));
  }

  private static List<String> lines(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      return List.of(); // No Linux, or one that hides it: there is nothing to tell then.
    }
  }

  /**
   * The group that a controller keeps the process in. Where both versions are mounted, each controller
   * is in one of them; a hierarchy of version 1 then names it.
   *
   * @param controller such as {@code memory}
   * @return the group, or null if there is none to be seen
   */
  @Nullable
  CgroupFolder find(String controller) {
    CgroupFolder own = hierarchy(controller);
    return own == null ? unified() : own;
  }

  /** The group of version 2, or null if there is none to be seen. */
  @Nullable
  CgroupFolder unified() {
    return hierarchy(UNIFIED);
  }

  private @Nullable CgroupFolder hierarchy(String controller) {
    String path = groupPath(controller);
    if (path == null) {
      return null;
    }
    for (String line : mounts) {
      Mount mount = Mount.parse(line);
      if (mount != null && mount.isOf(controller)) {
        return folder(path, mount, controller.isEmpty());
      }
    }
    return null;
  }

  /** A line is {@code number:controllers:path}; paths may have colons. */
  private @Nullable String groupPath(String controller) {
    for (String line : groups) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && contains(parts[1], controller)) {
        return parts[2];
      }
    }
    return null;
  }

  private static boolean contains(String list, String word) {
    return Arrays.asList(list.split(",", -1)).contains(word);
  }

  /**
   * A mount shows a hierarchy from some group on. Where the process's own group is not below it, as in
   * containers that see their group as the root but not its path, the mount shows what is theirs.
   */
  private @Nullable CgroupFolder folder(String path, Mount mount, boolean unified) {
    Path top = root.resolve(mount.point.substring(1));
    Path own = top;
    if (isBelow(path, mount.root)) {
      String within = mount.root.equals("/") ? path : path.substring(mount.root.length());
      own = top.resolve(within.replaceAll("^/+", "")).normalize();
    }
    if (!own.startsWith(top) || !Files.isDirectory(own)) {
      own = top;
    }
    return Files.isDirectory(own) ? CgroupFolder.of(own, top, unified) : null;
  }

  private static boolean isBelow(String path, String group) {
    return group.equals("/") || path.equals(group) || path.startsWith(group + "/");
  }

  /**
   * One line of {@code mountinfo}.
   *
   * @param root the group from which on the hierarchy can be seen
   * @param point where
   */
  private record Mount(String root, String point, boolean unified, String options) {

    static @Nullable Mount parse(String line) {
      int dash = line.indexOf(" - "); // after some optional fields
      if (dash < 0) {
        return null;
      }
      String[] fields = line.substring(0, dash).split(" ", -1);
      String[] behind = line.substring(dash + 3).split(" ", -1);
      boolean unified = behind[0].equals("cgroup2");
      if (fields.length < 5
          || behind.length < 3
          || !(unified || behind[0].equals("cgroup"))
          || !fields[4].startsWith("/")) {
        return null;
      }
      return new Mount(unescaped(fields[3]), unescaped(fields[4]), unified, behind[2]);
    }

    boolean isOf(String controller) {
      return controller.isEmpty() ? unified : !unified && contains(options, controller);
    }

    /** Blanks, tabs, line ends and backslashes stand as three octal digits. */
    private static String unescaped(String field) {
      return field
          .replace("\\040", " ")
          .replace("\\011", "\t")
          .replace("\\012", "\n")
          .replace("\\134", "\\");
    }
  }
}
