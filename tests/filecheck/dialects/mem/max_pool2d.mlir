// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %2 = mem.max_pool2d %0 -> %1 {act_max = 127 : i64, act_min = -128 : i64, image = 0 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>} : memref<1x4x4x8xi8, "sram"> -> memref<1x2x2x8xi8, "sram">
// GENERIC: %2 = "mem.max_pool2d"(%0, %1) <{act_max = 127 : i64, act_min = -128 : i64, image = 0 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 2, 2>}> : (memref<1x4x4x8xi8, "sram">, memref<1x2x2x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %1 = mem.buffer : memref<1x2x2x8xi8, "sram">
  %t = mem.max_pool2d %0 -> %1 {image = 0 : i64, kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, act_min = -128 : i64, act_max = 127 : i64} : memref<1x4x4x8xi8, "sram"> -> memref<1x2x2x8xi8, "sram">
  return
}
