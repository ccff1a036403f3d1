# Classical IP over ATM, ready to be used: between the two adapters of one guest, or, with GUEST=1 and GUEST=2, between two guests.
. /lab.sh
if [ -n "${GUEST:-}" ]; then
    load_adapters 1
    classical_ip 0 "10.8.0.$GUEST" "10.8.0.$((3 - GUEST))" 0.0.40
    echo "This is 10.8.0.$GUEST, on adapter 0; the other guest is 10.8.0.$((3 - GUEST))."
else
    load_adapters 2
    classical_ip 0 10.8.0.1 10.8.0.2
    classical_ip 1 10.8.0.2 10.8.0.1
    two_hosts 10.8.0.1 atm0 10.8.0.2 atm1
    run atmarp -s 10.8.0.2 0.0.40
    run atmarp -s 10.8.0.1 1.0.40
    wait_for 60 ping -c 1 -W 1 10.8.0.2 || failed "no answer by Classical IP"
    echo "Adapter 0 is 10.8.0.1, adapter 1 is 10.8.0.2, a fibre is between them: ping 10.8.0.2"
fi
[ -z "${STAYS:-}" ] || sleep 1000000
