// RUN: npu-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{illegal storage type: expected i8, u8, i16 …}}
func.func private @storage(tensor<4x!quant.uniform<f8:f32, 0.5>>)

// -----

// expected-error @+1 {{illegal storage type size: 64}}
func.func private @width(tensor<4x!quant.uniform<i64:f32, 5.000000e-01>>)

// -----

// expected-error @+1 {{expressed type must be floating point}}
func.func private @expressed(tensor<4x!quant.uniform<i8:i32, 0.5>>)

// -----

// expected-error @+1 {{illegal scale: -0.5}}
func.func private @scale(tensor<4x!quant.uniform<i8:f32, -0.5>>)

// -----

// expected-error @+1 {{illegal storage range -200:127 for i8}}
func.func private @range(tensor<4x!quant.uniform<i8<-200:127>:f32, 5.000000e-01>>)

// -----

// expected-error @+1 {{illegal quantized dimension: it is negative}}
func.func private @axis(tensor<4x!quant.uniform<i8:f32:-1, {5.000000e-01}>>)

// -----

// expected-error @+1 {{illegal min and max: (1:0.5)}}
func.func private @calibrated(!quant.calibrated<f32<1.0:0.5>>)

// -----

// expected-error @+1 {{expressed type must be floating point, found 'i32'}}
func.func private @any(!quant.any<i8:i32>)

// -----

// expected-error @+1 {{expected a scale, a float such as 0.5}}
func.func private @integer(!quant.uniform<i8:f32, 2>)
