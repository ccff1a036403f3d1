# Parts of a stock kernel package. To be sourced after common.sh.

# Modules that the lab wants; those marked optional may be missing.
ATM_MODULES="atm suni idt77105 idt77252 clip br2684"
ATM_MODULES_OPTIONAL="nicstar he lec pppoatm mpoa atmtcp"

# extract_vmlinux BZIMAGE FILE: the kernel as the ELF file that it is before compression. QEMU starts that directly, and
# the self-extractor, slow under emulation, is left out.
extract_vmlinux()
{
    local image=$1 output=$2 pattern tool offset
    while read -r tool pattern; do
        for offset in $(LC_ALL=C grep -obUaP "$pattern" "$image" | cut -d : -f 1); do
            # behind the compressed kernel comes other data, so that the decompressor's complaint means nothing
            tail -c "+$((offset + 1))" "$image" | from_tree "$tool" -q -d -c > "$output" 2>/dev/null
            if [ "$(head -c 4 "$output" | od -A n -t x1 | tr -d ' \n')" = 7f454c46 ]; then
                return 0
            fi
        done
    done <<'END'
xz \xfd7zXZ\x00
zstd \x28\xb5\x2f\xfd
END
    rm -f "$output"
    return 1
}

# collect_modules PACKAGE DIRECTORY: the modules, decompressed and flat, in DIRECTORY/lib/modules, with modules.dep.
collect_modules()
{
    local package=$1 target=$2/lib/modules release missing=0 name
    release=$(basename "$package"/lib/modules/* 2>/dev/null)
    [ "$release" != '*' ] || release=$(basename "$package"/usr/lib/modules/*)
    mkdir -p "$target"
    ln -s . "$target/$release"
    for name in $ATM_MODULES; do
        add_module "$package" "$target" "$name" || missing=1
    done
    for name in $ATM_MODULES_OPTIONAL; do
        add_module "$package" "$target" "$name" || true
    done
    return $missing
}

# A module after all that it depends on.
add_module()
{
    local package=$1 target=$2 name=$3 file dependency dependencies
    [ ! -e "$target/$name.ko" ] || return 0
    file=$(find "$package" -path '*/kernel/*' \( -name "$name.ko" -o -name "$name.ko.*" \) | head -n 1)
    [ -n "$file" ] || file=$(find "$package" -path '*/kernel/*' -name "${name//_/-}.ko*" | head -n 1)
    case $file in
        *.ko) cp "$file" "$target/$name.ko" ;;
        *.ko.xz) from_tree xz -q -d -c "$file" > "$target/$name.ko" ;;
        *.ko.zst) from_tree zstd -q -d -c "$file" > "$target/$name.ko" ;;
        *) return 1 ;;
    esac
    dependencies=$(tr '\0' '\n' < "$target/$name.ko" | sed -n 's/^depends=//p' | head -n 1 | tr ',' ' ')
    for dependency in $dependencies; do
        add_module "$package" "$target" "$dependency" || return 1
    done
    # all that it depends on, what is loaded first at the end of the line, as modprobe expects it
    {
        printf '%s.ko:' "$name"
        for dependency in $dependencies; do
            printf ' %s.ko%s' "$dependency" "$(sed -n "s/^$dependency\\.ko://p" "$target/modules.dep")"
        done
        printf '\n'
    } > "$target/modules.dep.new"
    cat "$target/modules.dep.new" >> "$target/modules.dep"
    rm "$target/modules.dep.new"
}
