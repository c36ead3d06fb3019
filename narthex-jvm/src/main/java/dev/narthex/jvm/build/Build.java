package dev.narthex.jvm.build;

import java.util.Objects;

/**
 * What is known of the build that a program is made of. What is not known is {@value #UNKNOWN}.
 *
 * @param group who makes it, such as {@code com.example}: Maven's group
 * @param artifact what it is, such as {@code shop}: Maven's artifact
 * @param version its version, such as {@code 1.2.3}
 * @param revision the commit it was made of; with {@code -modified} behind it if there were changes that
 *     were not committed
 * @param branch the branch it was made of
 * @param tags the tags of the commit, separated by commas
 * @since 0.1
 */
public record Build(
    String group, String artifact, String version, String revision, String branch, String tags) {

  /** Stands for what is not known. */
  public static final String UNKNOWN = "unknown";

  /**
   * Says what was built.
   *
   * @throws NullPointerException if a part is null; say {@link #UNKNOWN} instead
   */
  public Build {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(artifact, "artifact");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(branch, "branch");
    Objects.requireNonNull(tags, "tags");
  }

  /**
   * Looks where a class comes from, a jar or a folder: {@code git.properties} as the git-commit-id
   * plugin writes it, then Maven's {@code pom.properties}, then {@code META-INF/MANIFEST.MF} with {@code
   * Implementation-Title}, {@code -Version}, {@code -Vendor-Id} and {@code -Build} or {@code
   * SCM-Revision}. The first that knows a fact decides, but for the version, which Maven knows best. If
   * there is no {@code git.properties} beside the class, the one its class loader finds first is taken.
   *
   * <p>A jar that has the {@code pom.properties} of several artifacts, because it was put together of
   * them, says by its manifest which is meant, or is not asked.
   *
   * @param anchor a class of the program, such as the one with {@code main}
   * @return what could be found
   */
  public static Build of(Class<?> anchor) {
    return BuildFiles.beside(anchor).build();
  }

  /**
   * Looks at what a class loader finds first under the names that {@link #of(Class)} tells of. Of Maven's
   * files it can find none, because their path has the name of what is looked for; see {@link
   * #of(ClassLoader, String, String)}.
   *
   * @param loader such as the one of the current thread
   * @return what could be found
   */
  public static Build of(ClassLoader loader) {
    return BuildFiles.firstOf(loader).build();
  }

  /**
   * Looks for a library by its Maven coordinates. The manifest is not asked: it may be of any jar.
   *
   * @param loader sees the library
   * @param group Maven's group
   * @param artifact Maven's artifact
   * @return what could be found; of a version that is not found the rest is not either
   */
  public static Build of(ClassLoader loader, String group, String artifact) {
    return BuildFiles.ofArtifact(loader, group, artifact).build();
  }
}
