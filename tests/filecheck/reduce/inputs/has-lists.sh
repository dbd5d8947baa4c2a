#!/bin/sh
# 1: interesting. All of the attributes stay.
for name in array dict floats list strings text weights; do
  grep -q "$name = " "$1" || exit 0
done
grep -q 'big = 1' "$1" || exit 0
exit 1
