# Two guests (GUEST=1 and GUEST=2) with one adapter each, joined by a fibre: Classical IP. The first one pings.
. /lab.sh
load_adapters 1
classical_ip 0 "10.8.0.$GUEST" "10.8.0.$((3 - GUEST))" 0.0.40
between_guests 10.8.0.2
