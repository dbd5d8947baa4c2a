// RUN: npu-opt %s '--pass-pipeline=builtin.module(qnn-to-npu{target=n1-64})' | npu-filecheck %s

// Between two scales of int8 a table says it all: here twice the stored value, clamped.

// CHECK: npu.lut %arg0 {table = dense<"0x{{(80)+828486}}
func.func @main(%arg0: tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4x!quant.uniform<i8:f32, 2.500000e-01>> {
  %0 = qnn.quantize %arg0 : (tensor<4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<4x!quant.uniform<i8:f32, 2.500000e-01>>
  return %0 : tensor<4x!quant.uniform<i8:f32, 2.500000e-01>>
}
