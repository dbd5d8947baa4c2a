// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = call_indirect %arg0(%arg1) : (i32) -> i32
// GENERIC: %0 = "func.call_indirect"(%arg0, %arg1) : ((i32) -> i32, i32) -> i32
func.func @apply(%arg0: (i32) -> i32, %arg1: i32) -> i32 {
  %0 = call_indirect %arg0(%arg1) : (i32) -> i32
  return %0 : i32
}
