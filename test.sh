#!/usr/bin/env bash
# Builds everything and runs every test. Arguments go to the test runners, for example
#   ./test.sh --filter-class '*Money*'
# Without arguments the line coverage of src/ is measured too, and must reach the minimum.
set -euo pipefail

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
minimum_coverage=80
results=$PWD/artifacts/test-results
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

command -v dotnet >/dev/null || { echo "test.sh: the .NET 10 SDK is needed: no 'dotnet' in PATH" >&2; exit 127; }

install_missing() {
  local command package missing=()
  while read -r command package; do
    [[ $command == \#* ]] || command -v "$command" >/dev/null || missing+=("$package")
  done <eng/debian-packages
  if ((${#missing[@]} > 0)); then
    echo "Installing ${missing[*]}"
    # Tests that need what could not be installed say so themselves; the others can still run.
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "${missing[@]}"; } >/dev/null ||
      echo "test.sh: could not install ${missing[*]}" >&2
  fi
  local manifest folder
  while read -r manifest; do
    folder=$(dirname "$manifest")
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] ||
      npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
  done < <(find test eng -name package.json -not -path '*/node_modules/*')
}

# ./lintel builds under the same lock. --close: compiler servers outlive the build and must not keep it.
build() {
  mkdir -p artifacts
  flock --close artifacts/build.lock dotnet build Lintel.slnx -c Release -v quiet -nologo -nodeReuse:false
}

run() {
  local project=$1 name dll status=0
  shift
  name=$(basename "$project" .csproj)
  dll=artifacts/bin/$name/release/$name.dll
  echo
  echo "$name"
  if [[ ! -f $dll ]]; then
    status='not built'
  else
    dotnet "$dll" --results-directory "$results" --progress off \
      --report-xunit-ctrf --report-xunit-ctrf-filename "$name.ctrf.json" "$@" || status=$?
  fi
  echo "$status" >"$results/$name.exit"
}

install_missing
projects=(test/*/*.Tests.csproj)
if ! build; then
  echo 'The build failed, and so no test ran.'
  echo "0 passed, ${#projects[@]} failed"
  exit 1
fi

rm -rf "$results"
mkdir -p "$results"
covered=0
for project in "${projects[@]}"; do
  if (($# > 0)); then
    run "$project" "$@"
  else
    run "$project" --coverage --coverage-settings "$PWD/eng/coverage.config" --coverage-output-format cobertura \
      --coverage-output "$(basename "$project" .csproj).cobertura.xml"
  fi
done

if (($# > 0)); then
  node eng/test-results.mjs "$results" filtered
else
  echo
  node eng/coverage.mjs "$results" "$minimum_coverage" || covered=$?
  node eng/test-results.mjs "$results" all
  exit "$covered"
fi
