// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %2 = mem.max_pool2d %0 -> %1 {act_max = 127 : i64, act_min = -128 : i64, image = 0 : i64, kernel = array<i64: 2, 2>, padding = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : memref<1x4x4x2xi8, "sram"> -> memref<1x3x3x2xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.max_pool2d %arg0 {kernel = array<i64: 2, 2>, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
