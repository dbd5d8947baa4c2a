// RUN: npu-reduce %s --pass-pipeline='builtin.module(func.func(symbol-dce))' --message='is no symbol table' | npu-filecheck %s

// One function without a body is all that the message needs.
// CHECK: module {
// CHECK-NEXT: func.func private @{{.*}}()
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
