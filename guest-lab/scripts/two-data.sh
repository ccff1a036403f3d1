# Two adapters joined by a fibre: AAL5 PDUs and AAL0 cells in both directions.
. /lab.sh
load_adapters 2
run atmlab aal5 0.0.100 1.0.100 ${SIZES:-}
run atmlab aal5 1.0.101 0.0.101 ${SIZES:-}
run atmlab aal0 0.0.102 1.0.102 "${CELLS:-300}"
run atmlab aal0 1.0.103 0.0.103 "${CELLS:-300}"
no_errors 0 1
clean_log
