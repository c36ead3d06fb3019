package dev.narthex.jvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a cgroup are, and those of the groups around it: what is set for them holds for
 * this one too.
 *
 * @param levels the group's own folder, then that of each group around it that can be seen
 * @param unified whether it is of version 2, which has one hierarchy for all controllers
 */
record CgroupFolder(List<Path> levels, boolean unified) {

  /** Deeper groups are not looked for; those of containers and services lie at most half as deep. */
  static final int MAX_LEVELS = 32;

  /** The folder of a group, and those above it up to where the hierarchy is mounted. */
  static CgroupFolder of(Path own, Path mount, boolean unified) {
    List<Path> levels = new ArrayList<>();
    Path level = own;
    while (levels.size() < MAX_LEVELS && level != null && level.startsWith(mount)) {
      levels.add(level);
      level = level.getParent();
    }
    return new CgroupFolder(List.copyOf(levels), unified);
  }

  /** A file of the group itself, or null if there is none. */
  @Nullable
  Path file(String name) {
    return file(levels.get(0), name);
  }

  /** The file of each level that has it, from the inside to the outside. */
  List<Path> files(String name) {
    List<Path> files = new ArrayList<>();
    for (Path level : levels) {
      Path file = file(level, name);
      if (file != null) {
        files.add(file);
      }
    }
    return List.copyOf(files);
  }

  static @Nullable Path file(Path level, String name) {
    Path file = level.resolve(name);
    return Files.isReadable(file) ? file : null;
  }
}
