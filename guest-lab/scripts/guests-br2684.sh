# Two guests (GUEST=1 and GUEST=2) with one adapter each, joined by a fibre: bridged Ethernet. The first one pings.
. /lab.sh
load_adapters 1
bridged 0 0.0.35 "02:00:00:00:00:0$GUEST"
run ip addr add "10.7.0.$GUEST/24" dev nas0
run ip link set nas0 up
between_guests 10.7.0.2
