// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: %0 = quant.scast %arg0 : tensor<4xi8> to tensor<4x!quant.uniform<i8:f32, 0.5>>
// GENERIC: %0 = "quant.scast"(%arg0) : (tensor<4xi8>) -> tensor<4x!quant.uniform<i8:f32, 0.5>>

func.func @example(%arg0: tensor<4xi8>) {
  %0 = quant.scast %arg0 : tensor<4xi8> to tensor<4x!quant.uniform<i8:f32, 0.5>>
  return
}
