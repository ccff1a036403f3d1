# Without an adapter: the stock modules load, and the script's status comes back.
. /lab.sh
uname -sr
run modprobe idt77252
load clip br2684
for module in atm suni idt77252 clip br2684; do
    loaded $module || failed "$module is not loaded"
done
clean_log
for program in aread awrite atmarp atmarpd br2684ctl ttcp_atm; do
    LD_TRACE_LOADED_OBJECTS=1 $(which $program) | grep -q 'not found' && failed "$program lacks a library"
done
run test "$(interfaces)" = 0
run atmlab ping 127.0.0.1 0-9000/900
exit "${WANTED_STATUS:-0}"
