# shellcheck shell=bash
# What the scripts of this folder share. Each begins with `source "$(dirname "$0")/lib.sh"`.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# say TEXT: one line for the person who runs the script.
say() {
  printf '%s\n' "$*"
}

# fail TEXT…: one line each for what is wrong and how to mend it; ends the script.
fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# help_if_asked ARGUMENT…: if the first is --help, shows the comment that the script begins with, and ends it.
help_if_asked() {
  case "${1:-}" in
    -h | --help)
      sed -n '2,${/^#/!q;s/^# \{0,1\}//;p;}' "tools/${0##*/}"
      exit 0
      ;;
  esac
}

# Sets JAVA to the java command that Maven will use too and JAVA_VERSION to its first number, such
# as 17, and ends the script if it is too old.
check_java() {
  local how version
  how="Get one with:
  Debian, Ubuntu:  sudo apt-get install openjdk-17-jdk-headless
  Fedora:          sudo dnf install java-17-openjdk-devel   (or a later version that it has)
  macOS:           brew install openjdk@17
  SDKMAN:          sdk install java
and point JAVA_HOME at it if java is still another one afterwards."

  if [[ -n "${JAVA_HOME:-}" ]]; then
    JAVA="$JAVA_HOME/bin/java"
    [[ -x "$JAVA" ]] || fail "JAVA_HOME is $JAVA_HOME, but $JAVA is not there." \
      "Set it to the folder of a JDK, version 17 or later, or unset it."
  else
    JAVA=$(command -v java) || fail "Java is missing: Narthex needs a JDK, version 17 or later." "$how"
  fi

  # The first number of e.g. 17.0.15, 25, 25-ea; 1.8.0_402 gives 1. On macOS, a java that is only
  # a pointer to an installer prints no version at all.
  version=$("$JAVA" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1) || true
  [[ -n "$version" ]] || fail "$JAVA -version does not print a version. Narthex needs a JDK, 17 or later." "$how"
  JAVA_VERSION=$version
  ((JAVA_VERSION >= 17)) || fail "Java is too old: $JAVA is version $version, Narthex needs 17 or later." "$how"
  "$JAVA" --list-modules | grep -q '^jdk\.compiler' || fail \
    "$JAVA is a runtime without a compiler: Narthex needs a whole JDK, version 17 or later." "$how"
}

# Ends the script if Maven is missing or too old.
check_maven() {
  local how version
  how="Get one with:
  Debian, Ubuntu:  sudo apt-get install maven
  Fedora:          sudo dnf install maven
  macOS:           brew install maven
  SDKMAN:          sdk install maven"

  command -v mvn >/dev/null || fail "Maven is missing: Narthex needs version 3.8 or later." "$how"
  version=$(mvn -B -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1) || true
  [[ -n "$version" ]] || fail "mvn -v does not print a version:" "$(mvn -B -v 2>&1 | head -n 5)" "$how"
  ((${version%%.*} > 3 || (${version%%.*} == 3 && ${version#*.} >= 8))) || fail \
    "Maven is too old: mvn is version $version, Narthex needs 3.8 or later." "$how"
}

check_tools() {
  check_java
  check_maven
}

# quiet_mvn ARGUMENT…: Maven, showing only warnings, errors and what the tests of a module come to.
# Two plugins may only show errors: the dependency plugin warns of each library it copies a second time,
# the shade plugin of each file that several of the jars have which it makes one of.
quiet_mvn() {
  mvn -B -ntp \
    -Dstyle.color=never \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugin.surefire=info \
    -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugins.dependency=error \
    -Dorg.slf4j.simpleLogger.log.org.apache.maven.plugins.shade=error \
    "$@" 2>&1 | without_chatter
}

# Drops Surefire's headings and its lines for single classes that passed, and empty colour codes.
without_chatter() {
  local line reset=$'\e[0m'
  while IFS= read -r line || [[ -n "$line" ]]; do
    line=${line//"$reset"/}
    case "$line" in
      "" | "[INFO] " | "[INFO] Running "* | "[INFO] Tests run:"*" -- in "*) ;;
      "[INFO] ---"* | "[INFO]  T E S T S" | "[INFO] Results:") ;;
      # A class of which some tests were skipped; the module's line, which stays, counts them.
      "[WARNING] Tests run:"*"Failures: 0, Errors: 0,"*" -- in "*) ;;
      "[INFO] No tests to run." | "[INFO] Tests are skipped.") ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}
