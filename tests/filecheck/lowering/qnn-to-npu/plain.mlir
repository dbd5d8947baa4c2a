// RUN: npu-opt %s --qnn-to-npu=target=n1-64 | npu-filecheck %s

// Integers that are no quantized numbers: constants and reshapes of nn go down as those of qnn do.
// CHECK-LABEL: func.func @main
// CHECK: npu.constant dense<[5, 7]> : tensor<2xi8>
// CHECK: npu.reshape %{{.*}} : (tensor<2x2xi8>) -> tensor<4xi8>
func.func @main(%x: tensor<2x2xi8>) -> (tensor<2xi8>, tensor<4xi8>) {
  %0 = nn.constant dense<[5, 7]> : tensor<2xi8>
  %1 = nn.reshape %x : (tensor<2x2xi8>) -> tensor<4xi8>
  return %0, %1 : tensor<2xi8>, tensor<4xi8>
}
