# One adapter in loopback: VCS VCs (200) open at once with traffic on all, then all closed.
. /lab.sh
load_adapters 1
free_before=$(free_memory)
run atmlab many 0 0 "${VCS:-200}" "${ROUNDS:-3}" "${SIZE:-1000}"
run atmlab many 0 0 "${VCS:-200}" 1 40
no_errors 0
no_vcs
run cat /proc/net/atm/idt77252:0
echo "free memory before and after: $free_before KB, $(free_memory) KB"
run atmlab aal5 0.0.100 0.0.100 1-9000/997 # the free buffers still come round
clean_log
