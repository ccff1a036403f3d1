# One adapter in loopback: PDUs without end, for tests that kill the guest.
. /lab.sh
load_adapters 1
echo "ENDLESS TRAFFIC"
while atmlab aal5 0.0.90 0.0.90 9180 1000; do :; done
