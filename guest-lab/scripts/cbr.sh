# Two adapters joined by a fibre: VCs of constant bit rate keep to their peak cell rate, alone and in company; more than
# the line has is refused by the driver.
. /lab.sh
load_adapters 2

# rates_keep PERCENT: every CBR VC of the last measurement within so much of its peak cell rate.
rates_keep()
{
    cat /tmp/rate
    awk -v percent="$1" '
        / CBR / { peak = $6 + 0; value = $9; seen++
            if (value < peak * (1 - percent / 100) || value > peak * (1 + percent / 100)) bad = 1 }
        END { exit bad || !seen }' /tmp/rate || failed "a CBR VC is not within $1 % of its rate"
}

atmlab rate 6 900 0.0.60=1.0.60=1000 > /tmp/rate || { cat /tmp/rate; failed "CBR"; }
rates_keep 15
atmlab rate 6 9000 0.0.61=1.0.61=20000 > /tmp/rate || { cat /tmp/rate; failed "CBR"; }
rates_keep 6
atmlab rate 8 3000 0.0.62=1.0.62=4000 0.0.63=1.0.63=2000 0.0.64=1.0.64 > /tmp/rate || { cat /tmp/rate; failed "CBR"; }
rates_keep 8
refuses atmlab open 0.0.65 400000
atmlab hold 0.0.66 200000 20 &
sleep 2
refuses atmlab open 0.0.67 200000
run atmlab open 0.0.67 100000
wait
# what is on its way when a measurement ends finds no receiver and is dropped: no error
[ "$(aal5_counter tx_err 0)" = 0 ] && [ "$(aal5_counter rx_err 1)" = 0 ] || failed "errors: $(cat /proc/net/atm/devices)"
clean_log
