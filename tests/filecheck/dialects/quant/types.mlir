// RUN: npu-opt %s | npu-opt | npu-filecheck %s

// CHECK-LABEL: @types
func.func private @types(
    // CHECK-SAME: tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
    tensor<4x!quant.uniform<i8:f32, 5.000000e-01:-1>>,
    // A zero point of zero is left out; scales are kept to the last bit.
    // CHECK-SAME: tensor<4x!quant.uniform<i8:f32, 0.0039215688593685627>>
    tensor<4x!quant.uniform<i8:f32, 0.0039215688593685627:0>>,
    // CHECK-SAME: tensor<2x!quant.uniform<i8:f32:0, {5.000000e-01,2.000000e-07:3}>>
    tensor<2x!quant.uniform<i8:f32:0, {5.000000e-01,2.000000e-07:3}>>,
    // CHECK-SAME: tensor<4x!quant.uniform<u8:f32, 1.000000e+00:128>>
    tensor<4x!quant.uniform<u8:f32, 1.000000e+00:128>>,
    // CHECK-SAME: tensor<4x!quant.uniform<i8<-127:127>:f32, 1.000000e+00>>
    tensor<4x!quant.uniform<i8<-127:127>:f32, 1.000000e+00>>,
    // CHECK-SAME: !quant.any<i8>
    !quant.any<i8<-128:127>>,
    // CHECK-SAME: !quant.any<u8<2:250>:f64>
    !quant.any<u8<2:250>:f64>,
    // CHECK-SAME: !quant.calibrated<f32<-0.998:1.232100e+00>>
    !quant.calibrated<f32<-0.998:1.2321>>,
    // CHECK-SAME: !quant.uniform<i32:f64, 0x41EFFFFFFFE00000>
    !quant.uniform<i32:f64, 0x41EFFFFFFFE00000>)
