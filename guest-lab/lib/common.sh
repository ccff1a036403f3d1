# What setup, boot and test share. To be sourced by bash; LAB_HOME is the directory guest-lab/.

LAB=${VATM_LAB:-$HOME/.cache/vatm-lab}
KERNELS="6.1 6.12"

# Exit statuses of the lab itself; a guest's script keeps below them.
STATUS_USAGE=120
STATUS_NO_LAB=121
STATUS_NO_LISTENER=122
STATUS_QEMU=123
STATUS_TIMEOUT=124
STATUS_NO_STATUS=125

say()
{
    printf 'guest-lab: %s\n' "$*" >&2
}

# die STATUS MESSAGE
die()
{
    local status=$1
    shift
    say "$*"
    exit "$status"
}

# The Debian release that a kernel version comes from.
release_of()
{
    case $1 in
        6.1) echo bookworm ;;
        6.12) echo trixie ;;
        *) return 1 ;;
    esac
}

# A program of the QEMU tree, run with that tree's own C library.
from_tree()
{
    local program=$1
    shift
    "$LAB/qemu/usr/lib64/ld-linux-x86-64.so.2" --library-path "$LAB/qemu/usr/lib/x86_64-linux-gnu" \
        "$LAB/qemu/usr/bin/$program" "$@"
}

# cpio_gz DIRECTORY FILE: the directory's files as a compressed initramfs archive. A cpio archive starts anew after
# another one, so that images are joined by writing them one after the other.
cpio_gz()
{
    (cd "$1" && find . | LC_ALL=C sort | "$LAB/user/bin/busybox" cpio -o -H newc -R 0:0 2>/dev/null) |
        gzip -1 > "$2.new" && mv "$2.new" "$2"
}

# Hash of the given files: what a stamp remembers of a step's inputs.
hash_of()
{
    cat "$@" | sha256sum | cut -c 1-16
}

# The initramfs without kernel modules and scripts that belongs to these sources: working copies that differ share a lab.
userspace_image()
{
    echo "$LAB/images/userspace-$(hash_of "$LAB_HOME/lib/userspace.sh" "$LAB_HOME/guest/init" "$LAB_HOME/guest/lab.sh" \
        "$LAB_HOME/guest/atmlab.c").cpio.gz"
}
