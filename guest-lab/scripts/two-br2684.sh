# Two adapters joined by a fibre: bridged Ethernet between them, the second end in a network of its own.
. /lab.sh
load_adapters 2
bridged 0 0.0.35 02:00:00:00:00:01
bridged 1 1.0.35 02:00:00:00:00:02
unshare -n sleep 100000 &
other=$!
sleep 1
run ip link set nas1 netns $other
run ip addr add 10.7.0.1/24 dev nas0
run ip link set nas0 up
run nsenter -t $other -n ip addr add 10.7.0.2/24 dev nas1
run nsenter -t $other -n ip link set nas1 up
wait_for 60 ping -c 1 -W 1 10.7.0.2 || failed "no answer through the bridge"
run atmlab ping 10.7.0.2 "${PINGS:-0-2000/61,2001-9000/499,9000}"
tcp_to 10.7.0.2 nsenter -t $other -n
no_errors 0 1
clean_log
