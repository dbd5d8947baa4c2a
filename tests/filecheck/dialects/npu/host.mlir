// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = npu.host "quantize" because "the NPU has no float arithmetic" %arg0 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
// GENERIC: %0 = "npu.host"(%arg0) <{kernel = "quantize", reason = "the NPU has no float arithmetic"}> : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
func.func @example(%arg0: tensor<1x4xf32>) {
  %0 = npu.host "quantize" because "the NPU has no float arithmetic" %arg0 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
  return
}
