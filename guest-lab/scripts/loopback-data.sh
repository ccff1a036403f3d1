# One adapter in loopback: AAL5 PDUs of 1 to 65,000 bytes and AAL0 cells come back as they were sent.
. /lab.sh
load_adapters 1
run atmlab aal5 0.0.100 0.0.100 ${SIZES:-}
run atmlab aal5 0.1.60 0.1.60 1,40,41,88,89,9180 20
run atmlab aal0 0.0.101 0.0.101 "${CELLS:-500}"
no_errors 0
aread 0.0.102 > /dev/console &
reader=$!
sleep 1
run awrite 0.0.102 "text by the tools of the distribution"
sleep 1
kill $reader 2>/dev/null
clean_log
