#!/usr/bin/env bash
# Becomes a program that is confined as the containers of `lintel export deploy` are: a root of its own that can't be written to, but for
# /tmp and /data; a user other than root, without capabilities and without a way to get any; an environment of its own.
#   unshare --mount confined.sh DATA FOLDER=PLACE… -- NAME=VALUE… PROGRAM ARGUMENT…
# DATA becomes /data, and each FOLDER is seen at its PLACE.
set -euo pipefail

user=10001
data=$1
shift
# Only this process sees what is mounted from here on.
mount --make-rprivate /
root=$(mktemp -d)
mount -t tmpfs -o mode=755 tmpfs "$root"

show() {
  mkdir -p "$root$2"
  mount --rbind "$1" "$root$2"
}

for folder in /bin /lib /lib64 /sbin /usr; do
  if [[ -L $folder ]]; then cp -P "$folder" "$root$folder"; elif [[ -d $folder ]]; then show "$folder" "$folder"; fi
done
while [[ $1 != -- ]]; do
  show "${1%%=*}" "${1#*=}"
  shift
done
shift
while read -r mounted; do mount -o remount,bind,ro "$mounted"; done < <(findmnt --noheadings --raw --output TARGET | grep "^$root/")
chown "$user:$user" "$data"
show "$data" /data
show /proc /proc
show /dev /dev
mkdir -m 1777 "$root/tmp"
mount -t tmpfs -o size=16m,mode=1777 tmpfs "$root/tmp"
mount -o remount,ro "$root"
exec env -i "$(command -v chroot)" "$root" /usr/bin/setpriv --reuid=$user --regid=$user --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
  -- /usr/bin/env --chdir=/ "$@"
