// RUN: npu-opt %s --sccp | npu-filecheck %s

// Constant through a call and round a loop: the other way is never taken.
// CHECK-LABEL: func.func private @three(%arg0: i32)
// CHECK: %[[C:.*]] = arith.constant 3 : i32
// CHECK: return %[[C]]
func.func private @three(%arg0: i32) -> i32 {
  %0 = arith.constant 1 : i32
  %1 = arith.addi %arg0, %0 : i32
  return %1 : i32
}
// CHECK-LABEL: func.func @main
// CHECK: return %c3_i32
func.func @main(%arg0: i1) -> i32 {
  %0 = arith.constant 2 : i32
  %1 = call @three(%0) : (i32) -> i32
  cf.br ^bb1(%1 : i32)
^bb1(%2: i32):
  cf.cond_br %arg0, ^bb1(%2 : i32), ^bb2
^bb2:
  return %2 : i32
}
