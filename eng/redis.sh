#!/usr/bin/env bash
# A throw-away Redis for tests, one for each checkout, in the folder for temporary files.
#   eng/redis.sh start [NAME]     installs it where it is missing, starts it, and prints its URL
#   eng/redis.sh url [NAME]       prints the URL of the one that runs
#   eng/redis.sh stop [NAME]      stops it and deletes its files; without a NAME, those of all names too
# With a NAME it is another one, for a test that does to it what others must not meet:
#   eng/redis.sh halt NAME        kills it
#   eng/redis.sh resume NAME      starts one that was halted, at the same URL, without what it knew
# It listens on a free port of 127.0.0.1 only, and writes nothing to disk.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
cd "$(dirname "$self")/.."
name=${2:-}
[[ $name =~ ^[a-z0-9-]*$ ]] || { echo 'redis: a NAME is of a-z, 0-9 and -' >&2; exit 2; }
home=${TMPDIR:-/tmp}/lintel-redis-$(pwd | cksum | cut -d" " -f1)${name:+-$name}

install() {
  command -v redis-server >/dev/null && return
  echo 'Installing redis-server' >&2
  # Debian's package would start a server of its own.
  { apt-get -qq update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --no-install-recommends redis-server; } >/dev/null
}

free_port() {
  local port
  for port in $(shuf -i 63800-63899); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo 'redis: no free port between 63800 and 63899' >&2
  return 1
}

port() { sed 's/.*://' "$home/url"; }

answers() { [[ $(redis-cli -p "$1" ping 2>/dev/null) == PONG ]]; }

running() { [[ -f $home/url && -f $home/pid ]] && kill -0 "$(cat "$home/pid")" 2>/dev/null && answers "$(port)"; }

# What runs in the background must not keep the output of this script open.
serve() {
  redis-server --port "$1" --bind 127.0.0.1 --save '' --appendonly no --dir "$home" --daemonize yes --pidfile "$home/pid" --logfile "$home/log" </dev/null >/dev/null 2>&1
  local try
  for try in {1..100}; do
    # Another program on this port would answer too.
    [[ -f $home/pid ]] && kill -0 "$(cat "$home/pid")" 2>/dev/null && answers "$1" && return
    sleep 0.05
  done
  return 1
}

start() {
  install
  if running; then cat "$home/url"; return; fi
  stop
  mkdir -p "$home"
  local port try
  for try in 1 2 3; do
    port=$(free_port)
    if serve "$port"; then
      echo "redis://127.0.0.1:$port" | tee "$home/url"
      return
    fi
  done
  cat "$home/log" >&2
  return 1
}

halt() {
  [[ -f $home/pid ]] || return 0
  kill -9 "$(cat "$home/pid")" 2>/dev/null || true
  rm -f "$home/pid"
}

# A test run that was killed leaves what it started for itself.
stop_all() {
  local other
  for other in "$home"-*; do [[ ! -d $other ]] || "$self" stop "${other#"$home"-}"; done
  stop
}

stop() {
  halt
  rm -rf "$home"
}

existing() {
  [[ -n $name && -f $home/url ]] || { echo "redis: there is none by the name '$name'" >&2; exit 1; }
}

case ${1:-} in
  start) start ;;
  stop) if [[ -n $name ]]; then stop; else stop_all; fi ;;
  url) running && cat "$home/url" ;;
  halt) existing && halt ;;
  resume) existing && serve "$(port)" ;;
  *) sed -n '2,9s/^# \{0,1\}//p' "$self" >&2; exit 2 ;;
esac
