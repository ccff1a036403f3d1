# Two adapters at a VP/VC switch: 0.0.100 is 1.0.200 there, 0.0.50 leads to 1.0.51 only, and 0.0.99 to nobody.
. /lab.sh
load_adapters 2
run atmlab aal5 0.0.100 1.0.200 1-9000/777
run atmlab aal5 1.0.200 0.0.100 1-9000/777
run atmlab aal5 0.0.50 1.0.51 1-9000/777
refuses atmlab aal5 1.0.51 0.0.50 100
refuses atmlab aal5 0.0.99 1.0.99 100
no_errors 0 1
clean_log
