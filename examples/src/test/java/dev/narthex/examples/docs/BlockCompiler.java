package dev.narthex.examples.docs;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles a {@link JavaBlock} as a reader would who pastes it into a program.
 *
 * <p>A block that declares a class, record, interface or enum is compiled as it is. Any other block is
 * taken for statements and put into a method; its imports are moved out of it, and the packages of
 * Narthex and the most common ones of the JDK are imported already.
 */
final class BlockCompiler {

  private static final Pattern TYPE = Pattern.compile(
      "^(?:(?:public|final|abstract|sealed) )*(?:class|record|interface|enum) (\\w+)",
      Pattern.MULTILINE);

  private static final List<String> IMPORTED = List.of(
      "import dev.narthex.*;",
      "import dev.narthex.exposition.*;",
      "import dev.narthex.http.*;",
      "import dev.narthex.jvm.*;",
      "import dev.narthex.model.*;",
      "import dev.narthex.scrape.*;",
      "import dev.narthex.testing.*;",
      "import dev.narthex.testing.junit.*;",
      "import dev.narthex.testing.lint.*;",
      "import static dev.narthex.testing.MetricAssertions.*;",
      "import com.sun.net.httpserver.*;",
      "import java.time.*;",
      "import java.util.*;",
      "import java.util.concurrent.*;",
      // These two are in java.util as well.
      "import dev.narthex.Observer;",
      "import dev.narthex.Timer;");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Path output;

  /**
   * @param output the folder that takes the class files
   */
  BlockCompiler(Path output) {
    this.output = output;
  }

  /** Compiles a block and returns what the compiler has to say; nothing if all is well. */
  String messages(JavaBlock block) {
    // "try" warns of a timer that is stopped by the end of a try but not named in it, which is what
    // it is there for.
    List<String> options = List.of(
        "-Xlint:all,-try",
        "-Werror",
        "-proc:none",
        "--release",
        "17",
        "-classpath",
        System.getProperty("java.class.path"),
        "-d",
        output.toString());
    StringWriter messages = new StringWriter();
    boolean well = compiler
        .getTask(messages, null, null, options, null, List.of(source(block)))
        .call();
    return well || !messages.toString().isEmpty() ? messages.toString() : "The compiler failed.";
  }

  private static JavaFileObject source(JavaBlock block) {
    String text = String.join("\n", block.lines()) + "\n";
    Matcher type = TYPE.matcher(text);
    return type.find()
        ? new Source(type.group(1), text)
        : new Source("Block" + block.line(), wrapped("Block" + block.line(), block));
  }

  private static String wrapped(String name, JavaBlock block) {
    List<String> imports = new ArrayList<>(IMPORTED);
    List<String> statements = new ArrayList<>();
    List<String> all = new ArrayList<>(block.given());
    all.addAll(block.lines());
    for (String line : all) {
      (line.startsWith("import ") ? imports : statements).add(line);
    }
    return """
        %s
        final class %s {
          void block() throws Exception {
        %s
          }
        }
        """.formatted(String.join("\n", imports), name, String.join("\n", statements));
  }

  /** A source file in memory. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String type, String text) {
      super(URI.create("memory:///%s.java".formatted(type)), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
