// RUN: npu-opt %s --allow-unregistered-dialect --canonicalize | npu-filecheck %s --check-prefixes=CHECK,NORMAL
// RUN: npu-opt %s --allow-unregistered-dialect --canonicalize=region-simplify=aggressive | npu-filecheck %s --check-prefixes=CHECK,AGGRESSIVE

// A value that only goes round the loop is dead.
// CHECK-LABEL: func.func @carried
// CHECK: cf.br ^bb1
// CHECK: ^bb1:
// CHECK-NOT: arith.addi
func.func @carried(%arg0: i32, %arg1: i1) {
  cf.br ^bb1(%arg0 : i32)
^bb1(%0: i32):
  "foo.work"(%arg1) : (i1) -> ()
  %1 = arith.addi %0, %arg0 : i32
  cf.cond_br %arg1, ^bb1(%1 : i32), ^bb2
^bb2:
  return
}

// Blocks that differ in a value from outside become one, which takes it as an argument.
// CHECK-LABEL: func.func @equal
// NORMAL: "foo.use"(%arg0)
// NORMAL: "foo.use"(%arg1)
// AGGRESSIVE: arith.select %arg2, %arg0, %arg1
// AGGRESSIVE-NOT: cf.
func.func @equal(%arg0: i32, %arg1: i32, %arg2: i1) {
  cf.cond_br %arg2, ^bb1, ^bb2
^bb1:
  "foo.use"(%arg0) : (i32) -> ()
  return
^bb2:
  "foo.use"(%arg1) : (i32) -> ()
  return
}
