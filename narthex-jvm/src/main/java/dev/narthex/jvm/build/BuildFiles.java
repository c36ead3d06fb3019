package dev.narthex.jvm.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The three files that tell of a build, each empty where there is none. For one thread. */
final class BuildFiles {

  /** A longer file is not what it is taken for, and is not read. */
  private static final int MAX_BYTES = 1 << 20;

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String MAVEN = "META-INF/maven/";
  private static final String POM = "/pom.properties";
  private static final String GIT = "git.properties";

  /** Where the classes are in archives that have libraries beside them. */
  private static final List<String> NESTED = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

  private Attributes manifest = new Attributes();
  private Properties pom = new Properties();
  private Properties git = new Properties();

  private BuildFiles() {}

  static BuildFiles beside(Class<?> anchor) {
    BuildFiles files = new BuildFiles();
    String classFile = anchor.getName().replace('.', '/') + ".class";
    URL found = resource(anchor.getClassLoader(), classFile);
    String place = found == null ? "" : found.toString();
    if (place.endsWith(classFile)) {
      String base = place.substring(0, place.length() - classFile.length());
      files.git = properties(url(base + GIT));
      String archive = archive(base);
      files.manifest = manifest(url(archive + MANIFEST));
      files.pom = files.onlyPom(archive);
    }
    if (files.git.isEmpty()) {
      files.git = properties(resource(anchor.getClassLoader(), GIT));
    }
    return files;
  }

  static BuildFiles firstOf(ClassLoader loader) {
    BuildFiles files = new BuildFiles();
    files.git = properties(loader.getResource(GIT));
    files.manifest = manifest(loader.getResource(MANIFEST));
    return files;
  }

  static BuildFiles ofArtifact(ClassLoader loader, String group, String artifact) {
    BuildFiles files = new BuildFiles();
    files.pom = properties(loader.getResource(MAVEN + group + "/" + artifact + POM));
    files.pom.putIfAbsent("groupId", group);
    files.pom.putIfAbsent("artifactId", artifact);
    return files;
  }

  Build build() {
    return new Build(
        known(pom("groupId"), git("git.build.group"), main("Implementation-Vendor-Id")),
        known(pom("artifactId"), git("git.build.artifact"), main("Implementation-Title")),
        known(pom("version"), main("Implementation-Version"), git("git.build.version")),
        revision(),
        known(git("git.branch")),
        known(git("git.tags")));
  }

  private String revision() {
    String revision = known(
        git("git.commit.id.full"),
        git("git.commit.id"),
        git("git.commit.id.abbrev"),
        main("Implementation-Build"),
        main("SCM-Revision"));
    boolean isOfGit = revision.equals(
        known(git("git.commit.id.full"), git("git.commit.id"), git("git.commit.id.abbrev")));
    return isOfGit && "true".equals(git("git.dirty")) ? revision + "-modified" : revision;
  }

  private @Nullable String pom(String key) {
    return pom.getProperty(key);
  }

  private @Nullable String git(String key) {
    return git.getProperty(key);
  }

  private @Nullable String main(String name) {
    return manifest.getValue(name);
  }

  /** The first that says something. What a build tool did not fill in says nothing. */
  private static String known(@Nullable String... facts) {
    for (String fact : facts) {
      if (fact != null && !fact.isBlank() && !fact.startsWith("${")) {
        return fact.trim();
      }
    }
    return Build.UNKNOWN;
  }

  private static String archive(String base) {
    for (String nested : NESTED) {
      if (base.endsWith(nested)) {
        return base.substring(0, base.length() - nested.length());
      }
    }
    return base;
  }

  /** The one of the archive; of several that of the artifact that the manifest names. */
  private Properties onlyPom(String archive) {
    List<String> names = new ArrayList<>();
    try {
      URL manifestFile = url(archive + MANIFEST);
      URLConnection connection = manifestFile == null ? null : manifestFile.openConnection();
      if (connection instanceof JarURLConnection inJar) {
        connection.setUseCaches(false);
        try (JarFile jar = inJar.getJarFile()) {
          addPoms(jar, names);
        }
      }
    } catch (IOException e) {
      return new Properties(); // No archive, or one without a manifest.
    }
    String artifact = main("Implementation-Title");
    if (names.size() > 1 && artifact != null) {
      names.removeIf(name -> !name.endsWith("/" + artifact + POM));
    }
    return names.size() == 1 ? properties(url(archive + names.get(0))) : new Properties();
  }

  private static void addPoms(JarFile jar, List<String> names) {
    Enumeration<JarEntry> entries = jar.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.startsWith(MAVEN) && name.endsWith(POM)) {
        names.add(name);
      }
    }
  }

  private static @Nullable URL resource(@Nullable ClassLoader loader, String name) {
    return loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
  }

  @SuppressWarnings("deprecation") // its successor wants a URI, and those of nested jars are none
  private static @Nullable URL url(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  private static Properties properties(@Nullable URL file) {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes(file)));
    } catch (IOException | IllegalArgumentException e) { // the latter for a wrong escape
      return new Properties();
    }
    return properties;
  }

  private static Attributes manifest(@Nullable URL file) {
    try {
      return new Manifest(new ByteArrayInputStream(bytes(file))).getMainAttributes();
    } catch (IOException e) {
      return new Attributes();
    }
  }

  /** All of a file, or nothing if there is none or it is too long. */
  private static byte[] bytes(@Nullable URL file) throws IOException {
    if (file == null) {
      return new byte[0];
    }
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false); // or the archive stays open
    try (InputStream in = connection.getInputStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES ? new byte[0] : bytes;
    }
  }
}
