// RUN: npu-opt %s --dialect-td=%S/inputs/flow.td --control-flow-sink --mlir-pass-statistics 2>&1 | npu-filecheck %s

// CHECK: (S) 6 num-sunk

// What one region alone needs sinks into it, with what that needs in turn: inner regions first. What
// both need, or someone outside, stays.
// CHECK-LABEL: func.func @conditions
// CHECK-NEXT: %[[SUM:.*]] = arith.addi
// CHECK-NEXT: %[[BOTH:.*]] = arith.subi
// CHECK-NEXT: "flow.if"(%{{.*}}) ({
// CHECK-NEXT: %[[PRODUCT:.*]] = arith.muli %[[SUM]],
// CHECK-NEXT: "flow.if"(%{{.*}}) ({
// CHECK-NEXT: %[[A:.*]] = arith.subi
// CHECK-NEXT: %[[B:.*]] = arith.subi %[[A]],
// CHECK-NEXT: cf.assert
// CHECK-NEXT: arith.addi %[[B]], %[[BOTH]]
// CHECK: }, {
// CHECK-NEXT: %[[C:.*]] = arith.addi %[[SUM]],
// CHECK-NEXT: "flow.yield"(%[[C]])
// CHECK: arith.addi %{{.*}}, %[[PRODUCT]]
// CHECK: }, {
// CHECK-NEXT: arith.divsi
// CHECK-NEXT: "flow.yield"
func.func @conditions(%c: i1, %x: i32, %y: i32) -> i32 {
  %sum = arith.addi %x, %y : i32
  %product = arith.muli %sum, %y : i32
  %both = arith.subi %x, %y : i32
  %quotient = arith.divsi %x, %y : i32
  %0 = arith.subi %y, %x : i32
  %1 = arith.subi %0, %y : i32
  %2 = "flow.if"(%c) ({
    %k = arith.addi %sum, %x : i32
    %3 = "flow.if"(%c) ({
      cf.assert %c, "no more than once"
      %4 = arith.addi %1, %both : i32
      "flow.yield"(%4) : (i32) -> ()
    }, {
      "flow.yield"(%k) : (i32) -> ()
    }) : (i1) -> i32
    %5 = arith.addi %3, %product : i32
    "flow.yield"(%5) : (i32) -> ()
  }, {
    "flow.yield"(%quotient) : (i32) -> ()
  }) : (i1) -> i32
  %6 = arith.addi %2, %both : i32
  %7 = arith.addi %6, %sum : i32
  return %7 : i32
}

// Not what has effects, nor into a loop, nor for what stands deeper in a region that may run again.
// CHECK-LABEL: func.func @stays
// CHECK: arith.addi
// CHECK-NEXT: arith.muli
// CHECK-NEXT: call @effect
// CHECK-NEXT: "flow.repeat"
// CHECK-NEXT: "flow.yield"
// CHECK: "flow.if"
// CHECK-NEXT: "flow.repeat"
// CHECK-NEXT: "flow.yield"
// CHECK: }, {
// CHECK-NEXT: arith.subi
func.func private @effect() -> i32
func.func @stays(%c: i1, %x: i32) -> i32 {
  %0 = arith.addi %x, %x : i32
  %1 = arith.muli %x, %x : i32
  %5 = arith.subi %x, %x : i32
  %2 = call @effect() : () -> i32
  %3 = "flow.repeat"(%c) ({
    "flow.yield"(%0) : (i32) -> ()
  }) : (i1) -> i32
  %4 = "flow.if"(%c) ({
    %6 = "flow.repeat"(%c) ({
      "flow.yield"(%1) : (i32) -> ()
    }) : (i1) -> i32
    "flow.yield"(%6) : (i32) -> ()
  }, {
    cf.cond_br %c, ^bb1, ^bb2
  ^bb1:
    "flow.yield"(%2) : (i32) -> ()
  ^bb2:
    "flow.yield"(%5) : (i32) -> ()
  }) : (i1) -> i32
  return %4 : i32
}
