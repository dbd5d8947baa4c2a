#!/bin/sh
# Interesting: the file divides.
grep -q "arith.divsi" "$1" && exit 1
exit 0
