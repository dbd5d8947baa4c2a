#!/bin/sh
# 1: interesting. The operation with groups of operands stays.
grep -q 'grp.join' "$1" && exit 1
exit 0
