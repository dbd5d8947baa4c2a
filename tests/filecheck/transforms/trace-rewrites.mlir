// RUN: npu-opt %s --allow-unregistered-dialect --patterns=%S/inputs/swap.pdll --trace-rewrites=%t.json -o %t.mlir
// RUN: npu-filecheck %s --input-file=%t.json

// A value has one name throughout, so that one sees what came of it.
// CHECK: "before":"%[[R:v[0-9]+]] = \"t.a\"(%[[X:v[0-9]+]], %[[Y:v[0-9]+]]) : (i8, i16) -> i1"
// CHECK-SAME: "after":["%[[S:v[0-9]+]] = \"t.b\"(%[[Y]], %[[X]]) : (i16, i8) -> i1"]
func.func @f(%x: i8, %y: i16) -> i1 {
  %0 = "t.a"(%x, %y) : (i8, i16) -> i1
  return %0 : i1
}
