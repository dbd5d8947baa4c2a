// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %1 = mem.view %0 : memref<1x4x4x8xi8, "sram"> to memref<1x128xi8, "sram">
// GENERIC: %1 = "mem.view"(%0) : (memref<1x4x4x8xi8, "sram">) -> memref<1x128xi8, "sram">
func.func @example() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %1 = mem.view %0 : memref<1x4x4x8xi8, "sram"> to memref<1x128xi8, "sram">
  return
}
