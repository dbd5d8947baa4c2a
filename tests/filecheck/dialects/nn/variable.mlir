// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: nn.variable @state : tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>> = dense<-1> : tensor<1x4xi8>
// GENERIC: "nn.variable"() <{sym_name = "state", type = tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, value = dense<-1> : tensor<1x4xi8>}> : () -> ()
nn.variable @state : tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>> = dense<-1> : tensor<1x4xi8>
