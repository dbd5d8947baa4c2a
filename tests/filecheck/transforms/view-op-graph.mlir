// RUN: npu-opt %s --view-op-graph -o %t.mlir 2> %t.dot
// RUN: npu-filecheck %s --input-file=%t.dot
// RUN: npu-opt %s '--view-op-graph=print-attrs=false print-control-flow-edges=true' -o %t.mlir 2> %t.dot
// RUN: npu-filecheck %s --input-file=%t.dot --check-prefix=FLOW

// Regions are boxes, values go along solid edges, with the operand's number.
// CHECK: digraph G {
// CHECK: label = "func.func : ()\n\nfunction_type: (i32, i32) -> i32\nsym_name: \"f\""
// CHECK: [[A:v[0-9]+]] [label = "arg0"
// CHECK-NEXT: [[B:v[0-9]+]] [label = "arg1"
// CHECK-NEXT: [[SUM:v[0-9]+]] [fillcolor = "{{[^"]*}}", label = "arith.addi : (i32)
// CHECK-NEXT: [[END:v[0-9]+]] [fillcolor = "{{[^"]*}}", label = "func.return : ()
// CHECK: [[A]] -> [[SUM]] [label = "0", style = solid];
// CHECK-NEXT: [[B]] -> [[SUM]] [label = "1", style = solid];
// CHECK-NEXT: [[SUM]] -> [[END]] [label = "", style = solid];
// CHECK-NOT: dashed

// FLOW: label = "func.func : ()"
// FLOW: style = dashed
func.func @f(%a: i32, %b: i32) -> i32 {
  %0 = arith.addi %a, %b : i32
  return %0 : i32
}
