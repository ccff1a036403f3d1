# One adapter in loopback: CYCLES times (2,000) open, send and close, each second time in the middle of a PDU.
. /lab.sh
load_adapters 1
run atmlab cycles 0 0 100 4000
sleep 1
cat /proc/net/atm/idt77252:0 > /tmp/before
free_before=$(free_memory)
run atmlab cycles 0 0 "${CYCLES:-2000}" "${SIZE:-4000}"
sleep 1
no_vcs
echo "# the driver's counters before and after"
cat /tmp/before /proc/net/atm/idt77252:0
free_after=$(free_memory)
echo "free memory before and after: $free_before KB, $free_after KB"
[ $((free_before - free_after)) -lt 8192 ] || failed "memory is lost"
run atmlab many 0 0 100 3 2000
run atmlab aal5 0.0.100 0.0.100 1-65000/4999
clean_log
