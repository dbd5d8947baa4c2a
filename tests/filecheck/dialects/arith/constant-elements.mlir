// RUN: npu-opt %s --verify-roundtrip --canonicalize --allow-unregistered-dialect | npu-filecheck %s

// CHECK-DAG: arith.constant sparse<0, 1> : tensor<4xi32>
// CHECK-DAG: arith.constant dense_resource<{{.*}}> : tensor<2xi32>
// CHECK-DAG: arith.constant dense<"a"> : tensor<2x!t.s>
func.func @elements() -> (tensor<4xi32>, tensor<2xi32>, tensor<2x!t.s>) {
  %0 = arith.constant sparse<0, 1> : tensor<4xi32>
  %1 = arith.constant dense_resource<blob> : tensor<2xi32>
  %2 = arith.constant dense<"a"> : tensor<2x!t.s>
  return %0, %1, %2 : tensor<4xi32>, tensor<2xi32>, tensor<2x!t.s>
}
