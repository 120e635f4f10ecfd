#!/bin/sh
# okapi.sh FORMAT LANGUAGE IN OUT [KEY TEXT]  -- has Okapi read a file (xliff2, xliff1, tmx, po) and write it again, with TEXT as the
# translation of KEY. XLIFF 2 is validated first. The first call resolves the classpath with mvn and compiles Rewrite.java.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${OKAPI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/publish-okapi}
if [ ! -s "$cache/cp" ] || [ "$here/pom.xml" -nt "$cache/cp" ] || [ "$here/Rewrite.java" -nt "$cache/cp" ]; then
    mkdir -p "$cache"
    mvn -q -B -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$cache/cp.new" >&2
    javac -cp "$(cat "$cache/cp.new")" -d "$cache" "$here/Rewrite.java"
    mv "$cache/cp.new" "$cache/cp"
fi
exec java -cp "$cache:$(cat "$cache/cp")" Rewrite "$@"
