// RUN: npu-opt %s | npu-opt | npu-filecheck %s

// CHECK-LABEL: @types
func.func private @types(
    // CHECK-SAME: tensor<4x!quant.uniform<i8:f32, 0.5:-1>>
    tensor<4x!quant.uniform<i8:f32, 0.5:-1>>,
    // A zero point of zero is left out; scales are kept to the last bit.
    // CHECK-SAME: tensor<4x!quant.uniform<i8:f32, 0.003921568859368563>>
    tensor<4x!quant.uniform<i8:f32, 0.003921568859368563:0>>,
    // CHECK-SAME: tensor<2x!quant.uniform<i8:f32:0, {0.5, 2.0e-7:3}>>
    tensor<2x!quant.uniform<i8:f32:0, {0.5, 2.0e-7:3}>>,
    // CHECK-SAME: tensor<4x!quant.uniform<u8:f32, 1.0:128>>
    tensor<4x!quant.uniform<u8:f32, 1.0:128>>,
    // CHECK-SAME: tensor<4x!quant.uniform<i8<-127:127>:f32, 1.0>>
    tensor<4x!quant.uniform<i8<-127:127>:f32, 1.0>>)
