// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = builtin.unrealized_conversion_cast %arg0 : i32 to index
// GENERIC: %0 = "builtin.unrealized_conversion_cast"(%arg0) : (i32) -> index
func.func @example(%arg0: i32) {
  %0 = builtin.unrealized_conversion_cast %arg0 : i32 to index
  return
}
