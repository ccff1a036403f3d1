# The root file system of a guest. To be sourced after common.sh and apt.sh; fail MESSAGE must exist.

# build_atmlab FILE: static if the machine's compiler can, else by Debian's small one against the guest's C library.
build_atmlab()
{
    local output=$1 source=$LAB_HOME/guest/atmlab.c log=$LAB/log/atmlab.log multiarch=x86_64-linux-gnu libraries
    if ${CC:-gcc} -std=gnu99 -O2 -Wall -static -o "$output" "$source" 2> "$log"; then
        return
    fi
    say "user space: no C compiler that links statically, fetching tcc"
    apt_private bookworm
    apt_download "$LAB/cc.debs" tcc libtcc-dev libc6 libc6-dev linux-libc-dev
    rm -rf "$LAB/cc"
    mkdir -p "$LAB/cc"
    unpack "$LAB/cc" "$LAB"/cc.debs/*.deb
    libraries=$LAB/cc/usr/lib/$multiarch
    "$LAB/cc/lib64/ld-linux-x86-64.so.2" --library-path "$LAB/cc/lib/$multiarch:$libraries" \
        "$LAB/cc/usr/bin/tcc" -B"$libraries/tcc" -nostdinc -nostdlib -I"$libraries/tcc/include" \
        -I"$LAB/cc/usr/include/$multiarch" -I"$LAB/cc/usr/include" -o "$output" \
        "$libraries/crt1.o" "$libraries/crti.o" "$source" \
        "$LAB/cc/lib/$multiarch/libc.so.6" "$libraries/libc_nonshared.a" "$libraries/tcc/libtcc1.a" \
        "$libraries/crtn.o" 2>> "$log" ||
        fail "cannot build guest/atmlab.c: $(grep -m 1 -i error "$log")"
    rm -rf "$LAB/cc" "$LAB/cc.debs"
}

# build_root DIRECTORY ATMLAB
build_root()
{
    local root=$1 applet library
    mkdir -p "$root"/{bin,dev,etc,lib,lib64,proc,root,sbin,sys,tmp,run,var/run,usr/bin,usr/sbin,lib/x86_64-linux-gnu}
    cp "$LAB/user/bin/busybox" "$root/bin/busybox"
    for applet in $("$root/bin/busybox" --list-full); do
        mkdir -p "$root/${applet%/*}"
        [ -e "$root/$applet" ] || ln -s /bin/busybox "$root/$applet"
    done
    find "$LAB"/user/{usr/bin,usr/sbin,sbin} -type f -exec cp {} "$root/usr/bin/" \;
    for library in libc.so.6 libresolv.so.2; do
        cp -L "$LAB/user/lib/x86_64-linux-gnu/$library" "$root/lib/x86_64-linux-gnu/"
    done
    find "$LAB/user" -name 'libatm.so.1*' -exec cp -P {} "$root/lib/x86_64-linux-gnu/" \;
    cp -L "$LAB/user/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" "$root/lib64/"
    cp "$2" "$root/usr/bin/atmlab"
    cp "$LAB_HOME/guest/init" "$root/init"
    cp "$LAB_HOME/guest/lab.sh" "$root/lab.sh"
    printf 'root:x:0:0::/root:/bin/sh\n' > "$root/etc/passwd"
    printf 'root:x:0:\n' > "$root/etc/group"
    printf '127.0.0.1 localhost\n' > "$root/etc/hosts"
    chmod 755 "$root/init" "$root/bin/busybox"
    find "$root/usr/bin" -type f -exec chmod 755 {} +
}
