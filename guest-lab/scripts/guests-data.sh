# Two guests (GUEST=1 and GUEST=2) with one adapter each, joined by a fibre: PDUs go to the other and back.
. /lab.sh
load_adapters 1
if [ "$GUEST" = 1 ]; then
    run atmlab call 0.0.100 "${SIZES:-3-100/7,101-9300/457,9301-65000/9973,65000}"
else
    run atmlab echo 0.0.100 180
fi
no_errors 0
clean_log
