# What the scripts of this folder share: finding a JDK 25 and building. Sourced, with $benchmarks and $root set.

# The home of a JDK 25: its release file says which version it is, without starting it.
jdk() {
    local java home
    java=$(command -v java || true)
    for home in \
        "${JAVA_HOME:-}" \
        ${java:+"$(dirname "$(dirname "$(readlink -f "$java")")")"} \
        /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [[ -x $home/bin/java && -f $home/release ]] && grep -q '^JAVA_VERSION="25[".]' "$home/release"; then
            echo "$home"
            return
        fi
    done
    echo "benchmarks: found no JDK 25; set JAVA_HOME to one" >&2
    exit 1
}

# Builds the modules if a source, a resource or a pom.xml is newer than the last build.
build() {
    local stamp=$benchmarks/target/run.stamp mvn=$root/mvnw
    if [[ -f $stamp ]] && [[ -z $(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp") ]]; then
        return
    fi
    echo "Building..." >&2
    command -v mvn >/dev/null && mvn=mvn
    mkdir -p "$benchmarks/target"
    touch "$stamp.next"
    "$mvn" -q -B -ntp -f "$root/pom.xml" -pl benchmarks -am -Dmaven.test.skip=true package >&2
    mv "$stamp.next" "$stamp"
}
