# apt without root and beside the machine's own: its configuration, proxies, credentials and keys are used, its state is
# neither read nor written. To be sourced after common.sh; fail MESSAGE must exist.

# The archives that the machine's apt fetches Debian from, one line each: base suite.
apt_archives()
{
    if [ -n "${VATM_LAB_ARCHIVE:-}" ]; then
        echo "$VATM_LAB_ARCHIVE bookworm"
        [ -z "${VATM_LAB_SECURITY:-}" ] || echo "$VATM_LAB_SECURITY bookworm-security"
        return
    fi
    apt-get update --print-uris 2>/dev/null | sed -n "s|^'\(.*\)/dists/\(.*\)/InRelease'.*|\1 \2|p"
}

# apt_private RELEASE: makes the configuration for a release current; that of trixie has its backports too.
apt_private()
{
    local release=$1 directory=$LAB/apt/$1 archive security signed= part
    local debian='^(bullseye|bookworm|trixie|forky|duke|sid|unstable|testing|stable|oldstable|oldoldstable)'
    archive=$(apt_archives | awk -v debian="$debian\$" '$2 ~ debian { print $1; exit }')
    security=$(apt_archives | awk -v debian="$debian(-security|/updates)\$" '$2 ~ debian { print $1; exit }')
    [ -n "$archive" ] ||
        fail "the machine's apt has no Debian archive to fetch from; name one in VATM_LAB_ARCHIVE"
    export APT_CONFIG=$directory/apt.conf
    [ ! -e "$directory/updated" ] || [ -z "$(find "$directory/updated" -mmin -720)" ] || return 0

    say "apt: reading the package lists of $release"
    rm -rf "$directory"
    mkdir -p "$directory"/{parts,state/lists/partial,cache/archives/partial,empty} ||
        fail "cannot make the directory $directory"
    : > "$directory/status"
    for part in /etc/apt/apt.conf.d/*; do
        [ ! -r "$part" ] || ln -s "$part" "$directory/parts/"
    done
    cat > "$directory/parts/zzzz-vatm-lab" <<END
#clear APT::Default-Release;
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Invoke;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
APT::Sandbox::User "root";
APT::Install-Recommends "false";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::State "$directory/state";
Dir::State::status "$directory/status";
Dir::Cache "$directory/cache";
Dir::Etc::sourcelist "$directory/sources.list";
Dir::Etc::sourceparts "$directory/empty";
Dir::Etc::preferences "$directory/none";
Dir::Etc::preferencesparts "$directory/empty";
END
    printf 'Dir::Etc::parts "%s/parts";\n' "$directory" > "$directory/apt.conf"
    [ ! -r /usr/share/keyrings/debian-archive-keyring.gpg ] ||
        signed=' [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
    (
        umask 077 # an archive's address may hold credentials
        {
            echo "deb$signed $archive $release main"
            [ -z "$security" ] || echo "deb$signed $security $release-security main"
            [ "$release" != trixie ] || echo "deb$signed $archive trixie-backports main"
        } > "$directory/sources.list"
    )
    apt-get -q -o APT::Update::Error-Mode=any update > "$LAB/log/apt-$release.log" 2>&1 ||
        fail "cannot read the package lists of $release: $(apt_complaint "$release"); see $LAB/log/apt-$release.log"
    touch "$directory/updated"
}

# The first line that apt complained with.
apt_complaint()
{
    grep -m 1 -E '^(E|Err|W):' "$LAB/log/apt-$1.log" | sed 's|//[^/@]*@|//|g'
}

apt_cache()
{
    apt-cache "$@"
}

# apt_download DIRECTORY PACKAGE...: these packages and nothing else.
apt_download()
{
    local directory=$1
    shift
    rm -rf "$directory"
    mkdir -p "$directory"
    (cd "$directory" && apt-get -q download "$@") > "$LAB/log/apt-download.log" 2>&1 ||
        fail "cannot fetch $*: $(apt_complaint download); see $LAB/log/apt-download.log"
}

# apt_download_closure DIRECTORY OPTION... PACKAGE...: these packages and all that they depend on.
apt_download_closure()
{
    local directory=$1
    shift
    rm -rf "$directory"
    mkdir -p "$directory/partial"
    apt-get -q -y -o Dir::Cache::archives="$directory" --download-only install "$@" \
        > "$LAB/log/apt-download.log" 2>&1 ||
        fail "cannot fetch $*: $(apt_complaint download); see $LAB/log/apt-download.log"
}
