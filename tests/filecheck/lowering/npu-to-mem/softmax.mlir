// RUN: npu-opt %s '--pass-pipeline=builtin.module(npu-to-mem)' | npu-filecheck %s

// CHECK: %3 = mem.softmax %0, %1 -> %2 : memref<1x4xi8, "sram">, memref<256xi32, "flash"> -> memref<1x4xi8, "sram">
module attributes {npu.target = "n1-128"} {
  func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
    %0 = npu.softmax %arg0 {table = dense<1> : tensor<256xi32>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
    return
  }
}
