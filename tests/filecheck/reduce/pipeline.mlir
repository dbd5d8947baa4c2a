// RUN: npu-reduce %s --pass-pipeline='builtin.module(remove-dead-values)' --message='a branch' | npu-filecheck %s

// One branch is all that the message needs; what the branch goes to is its own.
// CHECK: module {
// CHECK-NEXT: func.func
// CHECK-NEXT: cf.br ^bb1
// CHECK-NEXT: ^bb1:
// CHECK-NEXT: return
// CHECK-NEXT: }
// CHECK-NEXT: }
func.func private @helper(%arg0: i32) -> i32 {
  %0 = arith.muli %arg0, %arg0 : i32
  return %0 : i32
}

func.func @main(%arg0: i32, %arg1: i1) -> i32 {
  %0 = call @helper(%arg0) : (i32) -> i32
  %1 = arith.addi %0, %arg0 : i32
  cf.cond_br %arg1, ^bb1(%0 : i32), ^bb2
^bb1(%2: i32):
  %3 = arith.subi %2, %1 {note = "kept for nothing"} : i32
  return %3 : i32
^bb2:
  return %1 : i32
}
