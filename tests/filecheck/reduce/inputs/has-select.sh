#!/bin/sh
# 1: interesting. A select behind a branch and a call stays, on tensors of at least ten elements.
grep -q 'arith.select' "$1" && grep -q 'cf.cond_br' "$1" && grep -q 'call @h' "$1" &&
  grep -Eq 'tensor<[0-9]{2,}xi32>' "$1" && grep -q 'dense_resource<blob>' "$1" &&
  grep -q 'arith.constant dense<' "$1" && exit 1
exit 0
