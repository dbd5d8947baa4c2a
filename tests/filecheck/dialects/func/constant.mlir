// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %f = constant @f : (i32) -> i32
// GENERIC: %0 = "func.constant"() <{value = @f}> : () -> ((i32) -> i32)
func.func private @f(i32) -> i32
func.func @g() -> ((i32) -> i32) {
  %f = constant @f : (i32) -> i32
  return %f : (i32) -> i32
}
