package dev.narthex.benchmarks.startup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Takes out of the benchmarks' jar what one program needs, so that no program suffers from the size
 * of the others. It is about as large as the published jars together.
 */
final class ProgramJar {

  private ProgramJar() {}

  static Path write(Program program, Path folder) throws IOException {
    Path jar = folder.resolve(program.contestant() + ".jar");
    try (JarFile all = new JarFile(benchmarksJar().toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      Enumeration<JarEntry> entries = all.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (!entry.isDirectory() && program.needs(entry.getName())) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream content = all.getInputStream(entry)) {
            content.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
    return jar;
  }

  private static Path benchmarksJar() {
    try {
      Path jar = Path.of(
          ProgramJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        throw new IllegalStateException(
            "Run this from benchmarks.jar; " + jar + " has not the classes of all libraries.");
      }
      return jar;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
