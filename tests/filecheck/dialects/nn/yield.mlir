// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: nn.yield
// CHECK: nn.yield
// GENERIC: "nn.yield"() : () -> ()
// GENERIC: "nn.yield"() : () -> ()
func.func @example(%arg0: tensor<i1>) {
  nn.if %arg0 : (tensor<i1>) -> () {
    nn.yield
  } else {
    nn.yield
  }
  return
}
