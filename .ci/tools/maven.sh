#!/bin/sh
# maven.sh FOLDER CLASS [ARGUMENT…]  -- runs FOLDER/CLASS.java with the libraries that FOLDER/pom.xml names; FOLDER is beside this file.
# The first call, and one after a change, resolves the classpath with mvn and compiles the program into the user's cache folder.
set -eu
here=$(cd "$(dirname "$0")/$1" && pwd) class=$2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/publish-$1
shift 2
if [ ! -s "$cache/cp" ] || [ "$here/pom.xml" -nt "$cache/cp" ] || [ "$here/$class.java" -nt "$cache/cp" ]; then
    mkdir -p "$cache"
    mvn -q -B -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$cache/cp.new" >&2
    javac -cp "$(cat "$cache/cp.new")" -d "$cache" "$here/$class.java"
    mv "$cache/cp.new" "$cache/cp"
fi
exec java -cp "$cache:$(cat "$cache/cp")" "$class" "$@"
