// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %2 = mem.host "quantize" because "the NPU has no float arithmetic" %0 -> %1 : memref<1x8xf32, "sram"> -> memref<1x8xi8, "sram">
// GENERIC: %2 = "mem.host"(%0, %1) <{kernel = "quantize", operandSegmentSizes = array<i32: 0, 1, 1>, reason = "the NPU has no float arithmetic"}> : (memref<1x8xf32, "sram">, memref<1x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x8xf32, "sram">
  %1 = mem.buffer : memref<1x8xi8, "sram">
  %t = mem.host "quantize" because "the NPU has no float arithmetic" %0 -> %1 : memref<1x8xf32, "sram"> -> memref<1x8xi8, "sram">
  return
}
