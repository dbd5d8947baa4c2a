// RUN: npu-opt %s --dce | npu-filecheck %s

// A dead chain goes from its end; what may have effects stays with what it uses.
// CHECK-LABEL: func.func @chain
// CHECK-NEXT: %[[A:.*]] = nn.relu %arg0
// CHECK-NEXT: call @sink(%[[A]])
// CHECK-NEXT: return
func.func @chain(%arg0: tensor<4xf32>) {
  %0 = nn.relu %arg0 : (tensor<4xf32>) -> tensor<4xf32>
  %1 = nn.relu %0 : (tensor<4xf32>) -> tensor<4xf32>
  %2 = nn.add %1, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  call @sink(%0) : (tensor<4xf32>) -> ()
  return
}
func.func private @sink(tensor<4xf32>)
