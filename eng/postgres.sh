#!/usr/bin/env bash
# A throw-away PostgreSQL 15 for tests, one for each checkout, in the folder for temporary files.
#   eng/postgres.sh start [NAME]    installs it where it is missing, starts it, and prints its URL
#   eng/postgres.sh url [NAME]      prints the URL of the one that runs
#   eng/postgres.sh stop [NAME]     stops it and deletes its files; without a NAME, those of all names too
# With a NAME it is another one, for a test that does to it what others must not meet:
#   eng/postgres.sh crash NAME      kills it, and starts it again: it recovers from its log
#   eng/postgres.sh halt NAME       kills it, and keeps its files
#   eng/postgres.sh resume NAME     starts one that was halted, at the same URL
# It listens on a free port of 127.0.0.1 only; fsync is on, since tests of durability mean it.
set -euo pipefail

self=$(readlink -f "${BASH_SOURCE[0]}")
cd "$(dirname "$self")/.."
name=${2:-}
[[ $name =~ ^[a-z0-9-]*$ ]] || { echo 'postgres: a NAME is of a-z, 0-9 and -' >&2; exit 2; }
# Not under the checkout: the user postgres may have no right to the folders above it.
home=${TMPDIR:-/tmp}/lintel-postgres-$(pwd | cksum | cut -d" " -f1)${name:+-$name}
data=$home/data
bin=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi
}

# What runs in the background must not keep the output of this script open.
control() { (cd "$home" && as_postgres "$bin/pg_ctl" -D "$data" -w -t 60 "$@" </dev/null >"$home/control.log" 2>&1); }

install() {
  local missing=()
  [[ -x $bin/initdb ]] || missing+=(postgresql-15)
  command -v localedef >/dev/null && [[ -e /usr/share/i18n/locales/en_US ]] || missing+=(locales)
  if ((${#missing[@]} > 0)); then
    echo "Installing ${missing[*]}" >&2
    # Debian's package would start a cluster of its own.
    mkdir -p /etc/postgresql-common
    [[ -e /etc/postgresql-common/createcluster.conf ]] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --no-install-recommends "${missing[@]}"; } >/dev/null
  fi
  # Tests look at a database whose locale orders text as people do.
  locale -a | grep -qix en_US.utf-\\?8 || localedef -i en_US -f UTF-8 en_US.UTF-8
}

free_port() {
  local port
  for port in $(shuf -i 54320-54399); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo 'postgres: no free port between 54320 and 54399' >&2
  return 1
}

running() { [[ -f $home/url ]] && (cd "$home" && as_postgres "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1); }

start() {
  install
  if running; then cat "$home/url"; return; fi
  stop
  mkdir -p "$data"
  ((EUID != 0)) || chown -R postgres: "$home"
  chmod 700 "$data"
  (cd "$home" && as_postgres "$bin/initdb" -D "$data" -E UTF8 --locale=C.UTF-8 -U lintel -A trust >"$home/initdb.log")
  printf '%s\n' "listen_addresses = '127.0.0.1'" "unix_socket_directories = ''" 'fsync = on' 'max_connections = 200' \
    "log_line_prefix = '%m %u@%d '" >>"$data/postgresql.conf"
  local port try
  for try in 1 2 3; do
    port=$(free_port)
    # Another one that starts at this moment may have taken the same.
    if control -l "$home/server.log" -o "-p $port" start; then
      echo "postgres://lintel@127.0.0.1:$port/postgres" | tee "$home/url"
      return
    fi
  done
  cat "$home/server.log" >&2
  return 1
}

# A test run that was killed leaves what it started for itself.
stop_all() {
  local other
  for other in "$home"-*; do [[ ! -d $other ]] || "$self" stop "${other#"$home"-}"; done
  stop
}

stop() {
  if [[ -f $data/postmaster.pid && -x $bin/pg_ctl ]]; then control -m immediate stop || true; fi
  rm -rf "$home"
}

existing() {
  [[ -n $name && -f $home/url ]] || { echo "postgres: there is none by the name '$name'" >&2; exit 1; }
}

resume() {
  local port
  port=$(sed 's/.*:\([0-9]*\)\/.*/\1/' "$home/url")
  control -l "$home/server.log" -o "-p $port" start
}

case ${1:-} in
  start) start ;;
  stop) if [[ -n $name ]]; then stop; else stop_all; fi ;;
  url) running && cat "$home/url" ;;
  crash) existing && control -m immediate -l "$home/server.log" restart ;;
  halt) existing && control -m immediate stop ;;
  resume) existing && resume ;;
  *) sed -n '2,10s/^# \{0,1\}//p' "$self" >&2; exit 2 ;;
esac
