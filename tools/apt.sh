# shellcheck shell=bash
# An apt of our own, for the scripts that fetch programs from Debian's packages: its lists, its cache and what
# it downloads are in a folder of ours. Nothing is installed and root is not needed.

# begin_apt FOLDER STATUS LOG: readies it. STATUS says which packages count as being there.
begin_apt() {
  work=$1
  log=$3
  rm -rf "$work"
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/debs"
  : >"$log"

  # The folders are ours, the rest of apt's settings (mirrors' proxies and transports) stay the machine's.
  # Its hooks are dropped: they are meant for the machine's own lists and may need root.
  cat >"$work/apt.conf" <<EOF
Dir::State "$work/state";
Dir::State::status "$2";
Dir::Cache "$work/cache";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "3";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::DEP-11-icons-small;
#clear Acquire::IndexTargets::deb::DEP-11-icons;
#clear Acquire::IndexTargets::deb::DEP-11-icons-large;
EOF
}

# private_apt COMMAND…: apt-get with our folders and the machine's own sources.
private_apt() {
  (cd "$work/debs" && apt-get -q -c "$work/apt.conf" "$@") >>"$log" 2>&1
}

# Tries a command four times, within a minute: downloads fail now and then, and mirrors rest for a moment.
patiently() {
  local pause
  for pause in 2 10 40; do
    if "$@"; then
      return 0
    fi
    say "(failed, and tried again in $pause s: $*)" >>"$log"
    sleep "$pause"
  done
  "$@"
}
