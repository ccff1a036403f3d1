# ADAPTERS adapters (1): the driver is removed and loaded RELOADS times (20); in loopback (LOOPBACK=1) data follows.
. /lab.sh
load_adapters "${ADAPTERS:-1}"
time=0
while [ $time -lt "${RELOADS:-20}" ]; do
    time=$((time + 1))
    rmmod idt77252 || failed "rmmod number $time"
    [ "$(interfaces)" = 0 ] || failed "an interface is left after rmmod number $time"
    load_adapters "${ADAPTERS:-1}"
    [ -z "${LOOPBACK:-}" ] || atmlab aal5 0.0.100 0.0.100 1,40,9180 || failed "no data after insmod number $time"
done
echo "reloaded $time times"
