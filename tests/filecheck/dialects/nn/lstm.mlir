// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %states, %last, %last_cell = nn.lstm %arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6 {activations = ["sigmoid", "tanh", "tanh"]} : (tensor<2x1x3xf32>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
// GENERIC: %0:3 = "nn.lstm"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6) <{activations = ["sigmoid", "tanh", "tanh"], alpha = array<f32>, beta = array<f32>, cell_clip = 0.000000e+00 : f32, clip = 0.000000e+00 : f32, coupled = false, direction = "forward"}> : (tensor<2x1x3xf32>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
func.func @example(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x16x3xf32>, %arg2: tensor<1x16x4xf32>, %arg3: tensor<1x32xf32>, %arg4: tensor<1x1x4xf32>, %arg5: tensor<1x1x4xf32>, %arg6: tensor<1x12xf32>) {
  %0:3 = nn.lstm %arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6 {activations = ["sigmoid", "tanh", "tanh"]} : (tensor<2x1x3xf32>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
  return
}
