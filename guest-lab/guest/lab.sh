# For scripts in a lab guest: . /lab.sh

failed()
{
    echo "FAILED: $*"
    exit 1
}

# run COMMAND...: shows the command; the script ends when it fails.
run()
{
    echo "# $*"
    "$@" || failed "status $? of: $*"
}

# refuses COMMAND...: the command must fail.
refuses()
{
    echo "# $* (must be refused)"
    if "$@"; then
        failed "accepted: $*"
    fi
}

# wait_for SECONDS COMMAND...: until the command succeeds, quietly.
wait_for()
{
    left=$1
    shift
    until "$@" > /dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 1
    done
}

loaded()
{
    grep -q "^$1 " /proc/modules
}

# load MODULE...: in this order, unless loaded.
load()
{
    for module in "$@"; do
        loaded "$module" || insmod "/lib/modules/$module.ko" || failed "module $module does not load"
    done
}

interfaces()
{
    ls /sys/class/atm 2>/dev/null | grep -c . || true
}

# load_adapters N: the stock driver; N interfaces must come up.
load_adapters()
{
    load atm suni
    load idt77252
    [ "$(interfaces)" -ge "$1" ] || failed "$(interfaces) ATM interfaces instead of $1"
    clean_log
}

# No complaint of the kernel or the driver since boot.
clean_log()
{
    # a drain that ends with nothing left is a wait that was longer than it had to be (docs/findings.md)
    complaints=$(dmesg | grep -v -e 'MP-BIOS bug' -e 'SCQ drain timeout: 0 used' | grep -E -i \
        'call trace|BUG:|WARNING:|oops|lockup|rcu.*stall|hung task|(idt77252|suni|atm)[^ ]*:.*(error|fail|bad|invalid|timeout|out of|range|no memory|unknown|cannot|can.t|unable)')
    [ -z "$complaints" ] || { echo "$complaints" | head -n 20; failed "the kernel complains"; }
}

# field COUNTER INTERFACE of /proc/net/atm/devices for AAL5: tx, tx_err, rx, rx_err, drop.
aal5_counter()
{
    case $1 in
        tx) column=1 ;;
        tx_err) column=2 ;;
        rx) column=3 ;;
        rx_err) column=4 ;;
        drop) column=5 ;;
    esac
    sed -n "s/^ *$2 .*  5 ( \(.*\) )[[:space:]]*\[.*/\1/p" /proc/net/atm/devices | awk -v column=$column '{ print $column }'
}

# no_errors INTERFACE...: nothing was received or sent with an error, nothing dropped.
no_errors()
{
    for interface in "$@"; do
        for counter in tx_err rx_err drop; do
            value=$(aal5_counter $counter "$interface")
            [ "$value" = 0 ] || { cat /proc/net/atm/devices; failed "interface $interface: $counter is $value"; }
        done
    done
}

# classical_ip INTERFACE ADDRESS PEER [VC]: Classical IP over ATM; the VC leads to the peer.
classical_ip()
{
    load clip
    if ! pidof atmarpd > /dev/null; then
        run atmarpd -b -l /tmp/atmarpd.log
        sleep 1
    fi
    [ -e "/sys/class/net/atm$1" ] || run atmarp -c "atm$1"
    run ip addr add "$2/24" dev "atm$1"
    run ip link set "atm$1" up
    [ -z "${4:-}" ] || run atmarp -s "$3" "$4"
}

# bridged INTERFACE_NUMBER VC MAC: Ethernet nasN over a VC.
bridged()
{
    load br2684
    run br2684ctl -b -c "$1" -e 0 -a "$2"
    wait_for 10 test -e "/sys/class/net/nas$1" || failed "nas$1 does not appear"
    run ip link set "nas$1" address "$3"
}

# two_hosts ADDRESS1 DEVICE1 ADDRESS2 DEVICE2: packets between two addresses of this machine leave by their devices
# instead of staying inside. The addresses must not be in the table of local ones, where Classical IP would find that
# its peer is itself; they are local only for what comes in.
two_hosts()
{
    for device in all "$2" "$4"; do
        echo 0 > "/proc/sys/net/ipv4/conf/$device/rp_filter"
        echo 1 > "/proc/sys/net/ipv4/conf/$device/accept_local"
    done
    run ip route add "$3" dev "$2" src "$1"
    run ip route add "$1" dev "$4" src "$3"
    run ip route del table local local "$1" dev "$2"
    run ip route del table local local "$3" dev "$4"
    run ip route add table 101 local "$1" dev "$2"
    run ip route add table 102 local "$3" dev "$4"
    run ip rule add pref 10 iif "$2" lookup 101
    run ip rule add pref 11 iif "$4" lookup 102
}

free_memory()
{
    echo 3 > /proc/sys/vm/drop_caches
    awk '/^MemFree:/ { print $2 }' /proc/meminfo
}

# No VC of a user is open: what is left belongs to the driver.
no_vcs()
{
    [ "$(awk 'NR > 1 && $5 != 3 && $5 != 4' /proc/net/atm/vc | grep -c .)" = 0 ] || {
        cat /proc/net/atm/vc
        failed "VCs are left open"
    }
}

# tcp_to ADDRESS [COMMAND...]: TCP_BYTES bytes, if set, by TCP to this address; COMMAND starts the receiver there.
tcp_to()
{
    [ -n "${TCP_BYTES:-}" ] || return 0
    address=$1
    shift
    "$@" atmlab tcp-receive 5001 "$TCP_BYTES" &
    receiver=$!
    run atmlab tcp-send "$address" 5001 "$TCP_BYTES"
    wait $receiver || failed "what arrived by TCP differs from what was sent"
}

# between_guests ADDRESS: guest 1 pings guest 2, which has this address, and sends by TCP; then both end.
between_guests()
{
    if [ "$GUEST" = 1 ]; then
        wait_for 120 ping -c 1 -W 1 "$1" || failed "no answer from $1"
        run atmlab ping "$1" "${PINGS:-0-2000/61,2001-9000/499,9000}"
        [ -z "${TCP_BYTES:-}" ] || run atmlab tcp-send "$1" 5001 "$TCP_BYTES"
        run atmlab call 0.0.200 10,3000
    else
        if [ -n "${TCP_BYTES:-}" ]; then
            atmlab tcp-receive 5001 "$TCP_BYTES" &
            receiver=$!
        fi
        run atmlab echo 0.0.200 900
        [ -z "${TCP_BYTES:-}" ] || wait $receiver || failed "what arrived by TCP differs from what was sent"
    fi
    no_errors 0
    clean_log
}
