// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %1 = mem.view %0 {tensor = tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>} : memref<1x2x2xi8, "sram"> to memref<1x4xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.reshape %arg0 : (tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
