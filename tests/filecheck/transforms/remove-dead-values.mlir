// RUN: npu-opt %s --remove-dead-values --split-input-file --verify-diagnostics | npu-filecheck %s

// CHECK-LABEL: func.func private @helper(%arg0: i32) -> i32
// CHECK-NEXT: arith.addi
// CHECK-NEXT: return
func.func private @helper(%arg0: i32, %arg1: i32) -> (i32, i32) {
  %0 = arith.addi %arg0, %arg0 : i32
  %1 = arith.muli %arg1, %arg1 : i32
  return %0, %1 : i32, i32
}
// CHECK: call @helper(%arg0) : (i32) -> i32
func.func @main(%arg0: i32) -> i32 {
  %0 = arith.subi %arg0, %arg0 : i32
  %1:2 = call @helper(%arg0, %0) : (i32, i32) -> (i32, i32)
  return %1#0 : i32
}

// -----

// CHECK-LABEL: func.func private @with_branch(%arg0: i32)
func.func private @with_branch(%arg0: i32) {
  // expected-warning @+1 {{dead values are not removed where there is a branch}}
  cf.br ^bb1
^bb1:
  return
}
