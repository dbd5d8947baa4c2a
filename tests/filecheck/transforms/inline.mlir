// RUN: npu-opt %s --inline | npu-filecheck %s
// RUN: npu-opt %s --inline=inlining-threshold=20 | npu-filecheck %s --check-prefix=SMALL

// A body with blocks: the call's block is split, the return becomes a branch; the last call takes the
// body with it.
// CHECK-NOT: @choose
// CHECK-LABEL: func.func @main
// CHECK-NEXT: cf.cond_br %arg1, ^bb1, ^bb2(%arg0 : i32)
// CHECK-NEXT: ^bb1:
// CHECK-NEXT: %[[D:.*]] = arith.addi %arg0, %arg0
// CHECK-NEXT: cf.br ^bb2(%[[D]] : i32)
// CHECK-NEXT: ^bb2(%[[R:.*]]: i32):
// CHECK-NEXT: %[[C:.*]] = call @self(%[[R]])
// CHECK-NEXT: return %[[C]]
// SMALL: func.func private @choose
// SMALL: call @choose
func.func private @choose(%arg0: i32, %arg1: i1) -> i32 {
  cf.cond_br %arg1, ^bb1, ^bb2(%arg0 : i32)
^bb1:
  %0 = arith.addi %arg0, %arg0 : i32
  cf.br ^bb2(%0 : i32)
^bb2(%1: i32):
  return %1 : i32
}
func.func @main(%arg0: i32, %arg1: i1) -> i32 {
  %0 = call @choose(%arg0, %arg1) : (i32, i1) -> i32
  %1 = call @self(%0) : (i32) -> i32
  return %1 : i32
}
func.func private @self(%arg0: i32) -> i32 {
  %0 = call @self(%arg0) : (i32) -> i32
  return %0 : i32
}
