// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: isa.host_call 0 "quantize" because "the NPU has no float arithmetic" {attributes = {}, input_types = [tensor<8xf32>], inputs = array<i64: 0>, output_types = [tensor<8x!quant.uniform<i8:f32, 5.000000e-01>>], outputs = array<i64: 32>}
// GENERIC: "isa.host_call"() <{attributes = {}, index = 0 : i64, input_types = [tensor<8xf32>], inputs = array<i64: 0>, kernel = "quantize", output_types = [tensor<8x!quant.uniform<i8:f32, 5.000000e-01>>], outputs = array<i64: 32>, reason = "the NPU has no float arithmetic"}> : () -> ()
isa.host_call 0 "quantize" because "the NPU has no float arithmetic" {inputs = array<i64: 0>, input_types = [tensor<8xf32>], outputs = array<i64: 32>, output_types = [tensor<8x!quant.uniform<i8:f32, 5.000000e-01>>], attributes = {}}
