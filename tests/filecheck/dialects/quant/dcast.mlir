// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = quant.dcast %arg0 : tensor<4x!quant.uniform<i8:f32, 0.5>> to tensor<4xf32>
// GENERIC: %0 = "quant.dcast"(%arg0) : (tensor<4x!quant.uniform<i8:f32, 0.5>>) -> tensor<4xf32>

func.func @example(%arg0: tensor<4x!quant.uniform<i8:f32, 0.5>>) {
  %0 = quant.dcast %arg0 : tensor<4x!quant.uniform<i8:f32, 0.5>> to tensor<4xf32>
  return
}
