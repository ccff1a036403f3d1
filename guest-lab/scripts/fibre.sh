# Two adapters joined by a fibre that somebody outside pulls and plugs: the driver of the PHY sees the loss of signal on
# both, and data flow again when it is over. Says "fibre: ready" and "fibre: dark" when it is time.
. /lab.sh
load_adapters 2

# carriers VALUE: what both interfaces tell.
carriers()
{
    for interface in /sys/class/atm/idt77252*; do
        [ "$(cat "$interface/carrier")" = "$1" ] || return 1
    done
}

carriers 1 || failed "no signal to begin with"
run atmlab aal5 0.0.40 1.0.40 1,9000
echo "fibre: ready"
wait_for 120 carriers 0 || failed "the driver sees no loss of signal"
echo "fibre: dark"
refuses atmlab aal5 0.0.41 1.0.41 100
wait_for 120 carriers 1 || failed "the driver does not see the signal again"
run atmlab aal5 0.0.42 1.0.42 1-9000/999
run atmlab aal5 1.0.43 0.0.43 1-9000/999
clean_log
