# One adapter in loopback that stores cells exactly where it is told: the stock driver, which looks for them 48 bytes
# before that place, counts every PDU as a receive error.
. /lab.sh
load_adapters 1
refuses atmlab aal5 0.0.100 0.0.100 100
run cat /proc/net/atm/devices
[ "$(aal5_counter rx_err 0)" -gt 0 ] || failed "no receive error"
[ "$(aal5_counter rx 0)" = 0 ] || failed "a PDU was received"
