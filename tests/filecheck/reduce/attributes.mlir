// RUN: npu-reduce %s --pass-pipeline='builtin.module(symbol-dce)' --allow-unregistered-dialect | npu-filecheck %s
// RUN: npu-reduce %s --pass-pipeline='builtin.module(symbol-dce)' --allow-unregistered-dialect --max-tests=0 | npu-filecheck %s --check-prefix=NONE

// Operands, results and attributes of operations that no dialect declares go one by one.
// CHECK: module {
// CHECK-NEXT: "x.table"() ({
// CHECK-NEXT: }) : () -> ()
// CHECK-NEXT: }

// NONE: "x.value"() {size = 4096 : i64, text = "long"} : () -> (i32, i32)
%0:2 = "x.value"() {text = "long", size = 4096 : i64} : () -> (i32, i32)
%1:3 = "x.table"(%0#0, %0#1) ({
  "x.inner"(%0#1) : (i32) -> ()
}) {values = dense<[1, 2, 3, 4]> : tensor<4xi32>, list = [1, 2, 3]} : (i32, i32) -> (i32, i32, i32)
"x.use"(%1#2) : (i32) -> ()
