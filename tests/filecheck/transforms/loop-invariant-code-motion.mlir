// RUN: npu-opt %s --dialect-td=%S/inputs/flow.td --loop-invariant-code-motion | npu-filecheck %s

// What a loop computes anew each time moves before it, out of all loops that it does not depend on;
// what may trap or has effects stays.
// CHECK-LABEL: func.func @loops
// CHECK-NEXT: %[[A:.*]] = arith.addi %arg1, %arg1
// CHECK-NEXT: %[[B:.*]] = arith.muli %[[A]], %arg1
// CHECK-NEXT: "flow.repeat"(%arg0) ({
// CHECK-NEXT: "flow.repeat"(%arg0) ({
// CHECK-NEXT: arith.divsi
// CHECK-NEXT: cf.assert
// CHECK-NEXT: "flow.yield"(%[[B]])
func.func @loops(%c: i1, %x: i32) -> i32 {
  %0 = "flow.repeat"(%c) ({
    %1 = "flow.repeat"(%c) ({
      %2 = arith.addi %x, %x : i32
      %3 = arith.muli %2, %x : i32
      %4 = arith.divsi %x, %x : i32
      cf.assert %c, "each time"
      "flow.yield"(%3) : (i32) -> ()
    }) : (i1) -> i32
    "flow.yield"(%1) : (i32) -> ()
  }) : (i1) -> i32
  return %0 : i32
}
