// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %3 = mem.depthwise_conv2d %0, %2 -> %1 {act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, first, ifm_channels = 8 : i64, ifm_offset = array<i64: 0, 0, 0, 0>, ifm_zp = 0 : i64, kernel = array<i64: 1, 1>, last, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, ofm_zp = 0 : i64, stride = array<i64: 1, 1>} : memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
// GENERIC: %3 = "mem.depthwise_conv2d"(%0, %2, %1) <{act_max = 127 : i64, act_min = -128 : i64, dilation = array<i64: 1, 1>, first, ifm_channels = 8 : i64, ifm_offset = array<i64: 0, 0, 0, 0>, ifm_zp = 0 : i64, kernel = array<i64: 1, 1>, last, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, ofm_zp = 0 : i64, operandSegmentSizes = array<i32: 0, 1, 1, 1, 0>, stride = array<i64: 1, 1>}> : (memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash">, memref<1x4x4x8xi8, "sram">) -> !mem.token
func.func @example() {
  %0 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %1 = mem.buffer : memref<1x4x4x8xi8, "sram">
  %w = mem.constant dense<0> : tensor<88xi8> : memref<88xi8, "flash">
  %t = mem.depthwise_conv2d %0, %w -> %1 {ifm_offset = array<i64: 0, 0, 0, 0>, ifm_channels = 8 : i64, ofm_offset = array<i64: 0, 0, 0, 0>, ofm_size = array<i64: 1, 4, 4, 8>, kernel = array<i64: 1, 1>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64, first, last} : memref<1x4x4x8xi8, "sram">, memref<88xi8, "flash"> -> memref<1x4x4x8xi8, "sram">
  return
}
