// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = nn.local_response_norm %arg0 {axis = 3 : i64, size = 3 : i64} : (tensor<1x2x2x5xf32>) -> tensor<1x2x2x5xf32>
// GENERIC: %0 = "nn.local_response_norm"(%arg0) <{alpha = 9.99999974E-5 : f32, axis = 3 : i64, beta = 7.500000e-01 : f32, bias = 1.000000e+00 : f32, size = 3 : i64}> : (tensor<1x2x2x5xf32>) -> tensor<1x2x2x5xf32>
func.func @example(%arg0: tensor<1x2x2x5xf32>) {
  %0 = nn.local_response_norm %arg0 {axis = 3 : i64, size = 3 : i64} : (tensor<1x2x2x5xf32>) -> tensor<1x2x2x5xf32>
  return
}
