# Two adapters joined by a fibre: throughput, round trips and set-up of VCs, beside the kernel's own virtual ATM device
# in the same guest (the next two interfaces). Kernels with the fix "atmtcp: prevent arbitrary write" refuse that device's
# own daemon, so that no VC can be opened on it; then only the adapters are measured.
. /lab.sh
load_adapters 2
load atmtcp
atmtcp virtual listen > /tmp/atmtcp.1 2>&1 &
sleep 1
atmtcp virtual connect 127.0.0.1 > /tmp/atmtcp.2 2>&1 &
wait_for 20 test -e /sys/class/atm/atmtcp3 || cat /tmp/atmtcp.1 /tmp/atmtcp.2
pairs=0:1
atmlab open 2.0.32 0 > /dev/null 2>&1 &
sleep 2
if grep -q 'write to kernel' /tmp/atmtcp.1 /tmp/atmtcp.2; then
    echo "atmtcp: this kernel refuses its daemon; only the adapters are measured"
else
    pairs="$pairs 2:3"
fi
for pair in $pairs; do
    from=${pair%:*}
    to=${pair#*:}
    echo "interfaces $from and $to: $(awk -v i="$from" '$1 == i { print $2 }' /proc/net/atm/devices)"
    for size in 40 1492 9180 65535; do
        run atmlab roundtrip "$from.0.70" "$to.0.70" $size "${ROUND_TRIPS:-100}"
        run atmlab throughput "$from.0.71" "$to.0.71" $size $((${BYTES:-4000000} / (size + 2000)))
    done
    for count in 16 64 200; do
        run atmlab setup "$from" $count
    done
done
