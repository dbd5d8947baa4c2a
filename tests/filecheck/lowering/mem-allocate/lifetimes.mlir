// RUN: npu-opt %s --npu-to-mem --mem-allocate | npu-filecheck %s

// The third buffer takes the place of the first, which nobody reads any more.

// CHECK: mem.buffer {address = [[#A:]] : i64, input = 0 : i64
// CHECK: mem.buffer {address = [[#B:]] : i64, tensor
// CHECK: mem.buffer {address = [[#A]] : i64, output = 0 : i64
module attributes {npu.target = "n1-64"} {
  func.func @main(%arg0: tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>> {
    %0 = npu.lut %arg0 {table = dense<7> : tensor<256xi8>} : (tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    %1 = npu.lut %0 {table = dense<9> : tensor<256xi8>} : (tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    return %1 : tensor<64x!quant.uniform<i8:f32, 5.000000e-01:-1>>
  }
}
