# ADAPTERS adapters (1): the stock driver finds them, their links are up, and the kernel has nothing to complain about.
. /lab.sh
load_adapters "${ADAPTERS:-1}"
dmesg | grep -E 'idt77252|suni'
[ "$(dmesg | grep -c 'Linkrate on ATM line')" = "${ADAPTERS:-1}" ] || failed "not every adapter tells its link rate"
[ -z "${SRAM:-}" ] || dmesg | grep -q "\[$SRAM\]" || failed "the driver does not find $SRAM of SRAM"
for interface in /sys/class/atm/*; do
    echo "$(basename "$interface"): carrier $(cat "$interface/carrier"), $(cat "$interface/link_rate") bit/s"
    [ "$(cat "$interface/carrier")" = 1 ] || failed "$interface has no carrier"
done
grep idt77252 /proc/interrupts || failed "no interrupt line"
run cat /proc/net/atm/devices
clean_log
