// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %2 = mem.host "quantize" because "the NPU has no float arithmetic" %0 -> %1 : memref<1x4xf32, "sram"> -> memref<1x4xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x4xf32>) {
    %0 = npu.host "quantize" because "the NPU has no float arithmetic" %arg0 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
