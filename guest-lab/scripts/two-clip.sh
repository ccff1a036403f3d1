# Two adapters joined by a fibre: Classical IP between their two addresses.
. /lab.sh
load_adapters 2
classical_ip 0 10.8.0.1 10.8.0.2
classical_ip 1 10.8.0.2 10.8.0.1
two_hosts 10.8.0.1 atm0 10.8.0.2 atm1
run atmarp -s 10.8.0.2 0.0.40
run atmarp -s 10.8.0.1 1.0.40
wait_for 60 ping -c 1 -W 1 10.8.0.2 || failed "no answer by Classical IP"
run atmlab ping 10.8.0.2 "${PINGS:-0-2000/61,2001-9000/499,9000}"
tcp_to 10.8.0.2
no_errors 0 1
clean_log
