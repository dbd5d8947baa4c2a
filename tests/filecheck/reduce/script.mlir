// RUN: npu-reduce %s --test=%S/inputs/has-division.sh --allow-unregistered-dialect | npu-filecheck %s

// The division stays, with an argument for what it divided; a constant that is kept gets smaller.
// CHECK: module {
// CHECK-NEXT: func.func @middle(%[[A:.*]]: i32) {
// CHECK-NEXT: arith.divsi %[[A]], %[[A]] : i32
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: }
func.func @first() {
  return
}
func.func @middle(%arg0: i32, %arg1: i32, %arg2: i1) -> i32 attributes {entry} {
  %0 = arith.addi %arg0, %arg1 : i32
  %1:2 = "test.two"(%0, %arg1) : (i32, i32) -> (i32, i32)
  %2 = arith.divsi %1#1, %0 : i32
  cf.cond_br %arg2, ^bb1(%2 : i32), ^bb1(%1#0 : i32)
^bb1(%3: i32):
  %4 = "test.region"(%3) ({
    "test.inner"(%2) : (i32) -> ()
  }) : (i32) -> i32
  return %4 : i32
}
func.func private @last(%arg0: i32) -> i32 {
  return %arg0 : i32
}
